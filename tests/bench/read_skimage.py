#!/usr/bin/python3
"""Usage: read_skimage.py SLIDE BOXES LEVEL THREADS

What is commonly written today: each box through openslide-python, scikit-image's rgb2hed, a threshold, labels. One
process per thread. Prints the seconds.
"""

import multiprocessing
import sys
import time

import numpy as np
import openslide
from skimage.color import rgb2hed
from skimage.measure import label

HAEMATOXYLIN = 0.15


def objects_in(job):
    path, box, level = job
    with openslide.OpenSlide(path) as slide:
        downsample = round(slide.level_downsamples[level])
        size = box[2] // downsample, box[3] // downsample
        pixels = np.asarray(slide.read_region(box[:2], level, size))[:, :, :3]
    return label(rgb2hed(pixels)[:, :, 0] > HAEMATOXYLIN).max()


def main():
    path, boxes, level, threads = sys.argv[1:]
    with open(boxes, encoding="ascii") as file:
        jobs = [(path, tuple(map(int, line.split())), int(level)) for line in file]
    with multiprocessing.Pool(int(threads)) as pool:
        pool.map(objects_in, jobs[:1])
        start = time.perf_counter()
        pool.map(objects_in, jobs, chunksize=1)
        print(f"{time.perf_counter() - start:.6f}")


if __name__ == "__main__":
    main()
