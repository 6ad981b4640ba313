"""Uses colorsys of the standard library."""

import colorsys

if __name__ == "__main__":
    for red in (0.0, 0.25, 1.0):
        for green in (0.0, 0.5):
            for blue in (0.125, 0.75):
                hls = colorsys.rgb_to_hls(red, green, blue)
                hsv = colorsys.rgb_to_hsv(red, green, blue)
                yiq = colorsys.rgb_to_yiq(red, green, blue)
                print(hls, hsv, yiq)
                print(colorsys.hls_to_rgb(*hls), colorsys.hsv_to_rgb(*hsv), colorsys.yiq_to_rgb(*yiq))
