// Package registryapi is the registry's door for other programs: its operations
// under /api/v1, with the types that they answer. What they mean is said in the
// words of the room's parts, under "kbli.f_", "size.f_" and so on.
package registryapi
