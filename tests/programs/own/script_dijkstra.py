from heapq import heappush, heappop
from collections import defaultdict, Counter
from functools import lru_cache
import itertools as it
import re

ROADS = """\
A-B:4 A-C:2
B-C:5 B-D:10
C-E:3
E-D:4 D-F:11
"""
graph = defaultdict(dict)
for m in re.finditer(r"(\w)-(\w):(\d+)", ROADS):
    u, v, w = m.group(1), m.group(2), int(m.group(3))
    graph[u][v] = w
    graph[v][u] = w

INF = float("inf")


def dijkstra(source):
    dist = {node: INF for node in graph}
    dist[source] = 0
    prev = {}
    heap = [(0, source)]
    while heap:
        d, node = heappop(heap)
        if d > dist[node]:
            continue
        for other, weight in graph[node].items():
            nd = d + weight
            if nd < dist[other]:
                dist[other] = nd
                prev[other] = node
                heappush(heap, (nd, other))
    return dist, prev


def path(prev, target):
    route = [target]
    while route[-1] in prev:
        route.append(prev[route[-1]])
    return route[::-1]


dist, prev = dijkstra("A")
for node in sorted(dist):
    print(f"{node}: {dist[node]:>4} {'->'.join(path(prev, node))}")

degrees = Counter()
for node, edges in graph.items():
    degrees[node] += len(edges)
print(degrees.most_common(2))


@lru_cache(maxsize=None)
def ways(n):
    return 1 if n < 2 else ways(n - 1) + ways(n - 2)


print([ways(n) for n in range(10)], ways(50))
perms = ["".join(p) for p in it.permutations("abc")]
print(perms, len(perms))
best = min(it.permutations(sorted(graph), 3), key=lambda p: sum(graph[a].get(b, 50) for a, b in zip(p, p[1:])))
print(best)
cities = list(graph)
pos = {c: i for i, c in enumerate(cities)}
matrix = [[0 if i == j else INF for j in range(len(cities))] for i in range(len(cities))]
for c in cities:
    for d in graph[c]:
        matrix[pos[c]][pos[d]] = graph[c][d]
for k in range(len(cities)):
    for i in range(len(cities)):
        for j in range(len(cities)):
            if matrix[i][k] + matrix[k][j] < matrix[i][j]:
                matrix[i][j] = matrix[i][k] + matrix[k][j]
print(cities)
for row in matrix:
    print(row)
assert matrix[pos["A"]][pos["F"]] == dist["F"]
