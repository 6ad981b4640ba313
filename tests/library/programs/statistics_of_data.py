"""statistics: means and deviations of ints, floats and both, exact in the last digit; errors."""

import statistics
import sys


def show(numbers):
    print(statistics.mean(numbers), statistics.fmean(numbers), statistics.median(numbers))
    print(statistics.pvariance(numbers), statistics.pstdev(numbers))
    if len(numbers) > 1:
        print(statistics.variance(numbers), statistics.stdev(numbers), statistics.variance(numbers, 3))
        print(statistics.stdev(numbers, 2.5), statistics.pvariance(numbers, 1), statistics.pstdev(numbers, 0.5))


def floats(state, count):
    result = []
    for i in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        result.append((state - 1073741824) / 7.0 * 10.0 ** (state % 13 - 6))
    return result


def refuse(numbers):
    try:
        print(statistics.mean(numbers))
    except statistics.StatisticsError as error:
        print("mean:", error)
    try:
        print(statistics.stdev(numbers))
    except statistics.StatisticsError as error:
        print("stdev:", error)
    try:
        print(statistics.harmonic_mean(numbers))
    except statistics.StatisticsError as error:
        print("harmonic_mean:", error)
    if numbers:
        return
    try:
        print(statistics.geometric_mean(numbers))
    except statistics.StatisticsError as error:
        print("geometric_mean:", error)


def main():
    show([1, 2, 3, 4])
    show([2, 4, 9])
    show([5])
    show([2.5, 3.25, 5.5, 11.25, 11.75, 1.0])
    show([1e150, 1.0, -1e150, 5e-324])
    show([1, 2.5, 3])
    for state in range(20):
        show(floats(state, state % 7 + 2))
    print(statistics.mean(x * x for x in range(10)), statistics.stdev(range(7)))
    print(statistics.harmonic_mean([40.0, 60.0]), statistics.harmonic_mean([40, 60]), statistics.harmonic_mean([7]))
    print(statistics.harmonic_mean([40.0, 60.0], [5.0, 30.0]), statistics.harmonic_mean([40, 0.0]))
    print(statistics.geometric_mean([54, 24, 36]), statistics.geometric_mean([0.5, 2.0]))
    nan = statistics.mean([1.0, float("nan")])
    print(nan != nan, statistics.mean([1.0, float("inf")]))
    refuse([0.5] * (len(sys.argv) - 1))
    refuse([-0.5] * len(sys.argv))
    normal = statistics.NormalDist.from_samples([2.5, 3.25, 5.5])
    print(normal.mean, normal.stdev, normal.cdf(3.0))


main()
