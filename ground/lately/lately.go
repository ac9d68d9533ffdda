package lately

import (
	"hash/maphash"
	"sync/atomic"
)

// Memory remembers what was made of the keys that were asked last. Many may ask at once;
// what they are given is shared, so nobody may change it.
type Memory[K comparable, V any] struct {
	seed  maphash.Seed
	make  func(K) V
	slots []atomic.Pointer[made[K, V]]
}

type made[K comparable, V any] struct {
	key   K
	value V
}

// New makes an empty memory of n places at most. make must give the same for the same key,
// always: nothing is ever forgotten because it is out of date.
func New[K comparable, V any](n int, make func(K) V) *Memory[K, V] {
	return &Memory[K, V]{seed: maphash.MakeSeed(), make: make, slots: slots[K, V](n)}
}

func slots[K comparable, V any](n int) []atomic.Pointer[made[K, V]] {
	return make([]atomic.Pointer[made[K, V]], n)
}

// Of gives what is made of a key.
func (m *Memory[K, V]) Of(key K) V {
	slot := &m.slots[maphash.Comparable(m.seed, key)%uint64(len(m.slots))]
	if last := slot.Load(); last != nil && last.key == key {
		return last.value
	}
	now := &made[K, V]{key, m.make(key)}
	slot.Store(now)
	return now.value
}
