// Package placeapi is the areas' door for other programs: its operations under
// /api/v1, with the types that they answer. What they mean is said in the room's
// words, under "placeapi.".
package placeapi
