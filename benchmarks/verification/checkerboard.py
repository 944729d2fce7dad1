#!/usr/bin/env python3
"""Share of a checkerboard in the pressure of a finished run, layer by layer.

    python3 benchmarks/verification/checkerboard.py out/forearm_cone-…

Q1P0 cells can answer with a pressure that alternates from cell to cell. The measure is that of
tests/verification/stepping/checkerboard.h: the tensor product of two second differences, (1 -2 1)(1 -2 1)/16, returns exactly
the amplitude of a checkerboard and nothing of a field that is linear along one direction; given the sign (-1)^(i+j) and averaged
over 3 x 3 neighbours only what alternates coherently is left. Relative to the root mean square of the layer's pressure. A single
cell that is crushed at the needle's wall also leaves a share, though nothing alternates there: the second figure leaves out the
column of cells that becomes the wall.
"""
import argparse
import pathlib
import sys

import h5py
import numpy as np


def structured(points: np.ndarray, cells: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Column and row of each cell of the tensor-product mesh, and its reference volume over 2 pi [m^3]."""
    corners = points[cells]
    centre = corners.mean(axis=1)
    extent = corners.max(axis=1) - corners.min(axis=1)
    column = np.unique(np.round(centre[:, 0], 12), return_inverse=True)[1]
    row = np.unique(np.round(centre[:, 1], 12), return_inverse=True)[1]
    return column, row, centre[:, 0] * extent[:, 0] * extent[:, 1]


def second_difference(field: np.ndarray) -> np.ndarray:
    """Tensor product of two second differences over 16; loses one cell on every side."""
    along = field[2:] - 2. * field[1:-1] + field[:-2]
    return (along[:, 2:] - 2. * along[:, 1:-1] + along[:, :-2]) / 16.


def checkerboard_share(field: np.ndarray, volume: np.ndarray) -> float:
    """Coherent alternating amplitude over the root mean square; `field` and `volume` by (column, row)."""
    if min(field.shape) < 5:
        return float("nan")
    amplitude = second_difference(field)
    i, j = np.indices(amplitude.shape)
    signed = np.where((i + j) % 2 == 0, amplitude, -amplitude)
    n, m = signed.shape
    mean = sum(signed[a:n - 2 + a, b:m - 2 + b] for a in range(3) for b in range(3)) / 9.
    weight = volume[2:-2, 2:-2]
    return root_mean_square(mean, weight) / root_mean_square(field, volume)


def root_mean_square(field: np.ndarray, volume: np.ndarray) -> float:
    """Volume-weighted root mean square."""
    return float(np.sqrt((volume * field**2).sum() / volume.sum()))


def shares(folder: pathlib.Path, first_column: int = 0) -> list[tuple[float, int, float, float]]:
    """(travel [m], layer, share, root mean square of the pressure [Pa]) of every saved step, from a column of cells on."""
    result = []
    with h5py.File(folder / "results.h5") as file:
        column, row, volume = structured(file["mesh/points"][:], file["mesh/cells"][:])
        shape = (column.max() + 1, row.max() + 1)
        for name in sorted(file["steps"]):
            step = file["steps"][name]
            pressure = np.zeros(shape)
            weight = np.zeros(shape)
            layer = np.zeros(shape, int)
            pressure[column, row] = step["fields/pressure"][:]
            weight[column, row] = volume
            layer[column, row] = step["fields/layer_id"][:]
            for number in np.unique(layer):
                part = np.ix_(np.arange(first_column, shape[0]), np.flatnonzero(layer[0] == number))
                if pressure[part].any():
                    result.append((float(step["travel"][()]), int(number), checkerboard_share(pressure[part], weight[part]),
                                   root_mean_square(pressure[part], weight[part])))
    return result


def largest_shares(found: list[tuple[float, int, float, float]]) -> dict[int, tuple[float, float]]:
    """(share, travel [m]) by layer."""
    worst: dict[int, tuple[float, float]] = {}
    for travel, layer, share, size in found:
        largest = max(other for _, number, _, other in found if number == layer)
        # Of a pressure near zero every share is rounding.
        if np.isfinite(share) and size > 0.05 * largest and share > worst.get(layer, (0., 0.))[0]:
            worst[layer] = (share, travel)
    return worst


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, help="folder of a finished run")
    folder = parser.parse_args().folder
    if not (folder / "results.h5").exists():
        print(f"{folder}: no results.h5 there; give the folder of a finished run", file=sys.stderr)
        return 2
    whole, without_wall = largest_shares(shares(folder)), largest_shares(shares(folder, first_column=1))
    print("layer  largest share  at travel [um]  without the wall's cells")
    for layer, (share, travel) in sorted(whole.items()):
        print(f"{layer:5d}  {100 * share:10.2f} %  {1e6 * travel:10.1f}  {100 * without_wall.get(layer, (0., 0.))[0]:20.2f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
