"""Uses heapq of the standard library."""

import heapq

if __name__ == "__main__":
    heap = []
    for value in [5, 2, 9, 1, 7, 3, 8]:
        heapq.heappush(heap, value)
    print(heap)
    print(heapq.heapreplace(heap, 6), heapq.heappushpop(heap, 0), heap)
    print([heapq.heappop(heap) for _ in range(len(heap))])
    data = [(len(word), word) for word in "the quick brown fox jumps over the lazy dog".split()]
    heapq.heapify(data)
    print(data[0], heapq.nsmallest(3, data), heapq.nlargest(2, data))
    print(heapq.nsmallest(2, ["ccc", "a", "bb"], key=len))
    print(list(heapq.merge([1, 4, 7], [2, 5, 8], [0, 9])))
