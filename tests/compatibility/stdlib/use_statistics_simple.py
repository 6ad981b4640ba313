"""Uses those functions of statistics of the standard library that compute with floats alone."""

import statistics

if __name__ == "__main__":
    data = [2.5, 3.25, 5.5, 11.25, 11.75, 1.0]
    print(statistics.fmean(data), statistics.median(data), statistics.median_low(data), statistics.median_high(data))
    print(statistics.mode(["red", "blue", "blue", "red", "red"]), statistics.multimode([1, 1, 2, 2, 3]))
    print(statistics.quantiles(data, n=4), statistics.quantiles(data, n=10, method="inclusive"))
    print(statistics.correlation([1.0, 2.0, 3.0], [2.0, 4.0, 7.0]))
    normal = statistics.NormalDist(100.0, 15.0)
    print(normal.pdf(110.0), normal.cdf(85.0), normal.inv_cdf(0.75), normal.mean, normal.variance)
