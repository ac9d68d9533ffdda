//go:build unix

package operate

import "syscall"

// room is what a volume has, and what of it a program may still take, in bytes.
func room(path string) (all, free int64, err error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(path, &s); err != nil {
		return 0, 0, err
	}
	size := int64(s.Bsize)
	return int64(s.Blocks) * size, int64(s.Bavail) * size, nil
}
