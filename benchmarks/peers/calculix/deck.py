"""Writes the CalculiX input of an Acumen case: the mesh of its results, its layers, its needle as a rigid body.

Lengths in mm, forces in N, stresses in MPa. Only what compare.py states: neo-Hookean layers, no friction, no cracks, a cone with
a spherical tip, the disc bonded below and held radially at its edge.
"""
import math

import numpy as np

MM = 1e3  # mm a metre
# Slope of contact pressure over overlap: 10 MPa sink the skin by a hundredth of the tip radius (a tenth of Acumen's, with which
# CalculiX's iteration diverges). The contact pressure stays near 1 MPa, so that the overlap is 0.1 % of the tip radius.
PRESSURE, OVERLAP_PER_TIP_RADIUS = 10.0, 0.01
ARC_ELEMENTS, FLANK_ELEMENTS = 60, 30


class Numbered:
    """Points with numbers from 1, the same place being the same point."""

    def __init__(self):
        self.points, self._index = [], {}

    def add(self, r, z):
        key = (round(r, 9), round(z, 9))
        if key not in self._index:
            self.points.append((r, z))
            self._index[key] = len(self.points)
        return self._index[key]


def quadratic(points, cells):
    """Second-order cells on straight-sided ones: corner numbers, then the middles of the edges 1-2, 2-3, 3-4, 4-1."""
    numbered, elements = Numbered(), []
    for cell in cells:
        corners = [points[i] for i in cell]
        middles = [(corners[i] + corners[(i + 1) % 4]) / 2 for i in range(4)]
        elements.append([numbered.add(r, z) for r, z in list(corners) + middles])
    return numbered.points, elements


def needle_outline(tip_radius, half_angle, height):
    """(r, z) of the needle's surface at parameters 0 (tip) to 2 (at `height`): arc to 1, flank from 1; and the same points drawn inwards."""
    end = math.pi / 2 - half_angle  # polar angle of the cap's rim
    rim = tip_radius * math.sin(end), tip_radius * (1 - math.cos(end))
    flank = (height - rim[1]) / math.cos(half_angle)

    def outline(s, depth):
        if s <= 1:
            r, z = (tip_radius - depth) * math.sin(s * end), tip_radius - (tip_radius - depth) * math.cos(s * end)
        else:
            along = (s - 1) * flank
            r = rim[0] + along * math.sin(half_angle) - depth * math.cos(half_angle)
            z = rim[1] + along * math.cos(half_angle) + depth * math.sin(half_angle)
        return r, z

    return outline


def needle_mesh(tip_radius, half_angle, height):
    """One layer of second-order cells along the outline; face 1 of each is the needle's surface."""
    outline, numbered, elements = needle_outline(tip_radius, half_angle, height), Numbered(), []
    thickness = tip_radius / 4
    stations = list(np.linspace(0, 1, ARC_ELEMENTS + 1)) + list(np.linspace(1, 2, FLANK_ELEMENTS + 1))[1:]
    for a, b in zip(stations, stations[1:]):
        middle = (a + b) / 2
        # Counter-clockwise, the surface first; on the axis r is exactly 0.
        places = [(a, 0), (b, 0), (b, thickness), (a, thickness), (middle, 0), (b, thickness / 2), (middle, thickness), (a, thickness / 2)]
        elements.append([numbered.add(*outline(s, depth)) for s, depth in places])
    return numbered.points, elements


def lines(rows, pattern):
    return "\n".join(pattern.format(*row) for row in rows)


def deck(mesh, layers, needle, depth, increments):
    """The input as text. mesh: points (n, 2) in m, cells (m, 4), layer of each cell; layers: (name, shear modulus, bulk modulus) in Pa;
    needle: (tip radius [m], half-angle [rad], height [m]); depth [m]."""
    points, cells, cell_layer = mesh
    skin_points, skin_cells = quadratic(MM * points, cells)
    needle_points, needle_cells = needle_mesh(MM * needle[0], needle[1], MM * needle[2])
    shift, cell_shift = len(skin_points), len(skin_cells)
    text = ["*NODE, NSET=SKIN", lines([(i + 1, r, z) for i, (r, z) in enumerate(skin_points)], "{}, {:.10e}, {:.10e}"),
            "*NODE, NSET=NEEDLE", lines([(shift + i + 1, r, z) for i, (r, z) in enumerate(needle_points)], "{}, {:.10e}, {:.10e}")]
    for index, (name, shear, bulk) in enumerate(layers):
        chosen = [(i + 1, *c) for i, c in enumerate(skin_cells) if cell_layer[i] == index]
        text += [f"*ELEMENT, TYPE=CAX8R, ELSET={name}", lines(chosen, ", ".join(["{}"] * 9)), f"*MATERIAL, NAME={name}",
                 # W = C10 (I1_bar - 3) + (J - 1)^2/D1: C10 = mu/2, and D1 = 2/K agrees with K/4 (J^2 - 1 - 2 ln J) at J = 1.
                 "*HYPERELASTIC, NEO HOOKE", f"{shear / 2e6:.10e}, {2e6 / bulk:.10e}", f"*SOLID SECTION, ELSET={name}, MATERIAL={name}"]
    text += ["*ELEMENT, TYPE=CAX8, ELSET=NEEDLE",
             lines([(cell_shift + i + 1, *(n + shift for n in c)) for i, c in enumerate(needle_cells)], ", ".join(["{}"] * 9)),
             "*MATERIAL, NAME=RIGID", "*ELASTIC", "1e6, 0.3", "*SOLID SECTION, ELSET=NEEDLE, MATERIAL=RIGID"]
    text += boundaries(skin_points) + contact(skin_points, skin_cells, cell_shift, len(needle_cells), MM * needle[0])
    text += [f"*STEP, NLGEOM, INC={100 * increments}", "*STATIC", f"{0.1 / increments:.10e}, 1., 1e-6, {1 / increments:.10e}", "*BOUNDARY",
             f"NEEDLE, 2, 2, {-MM * depth:.10e}", "*NODE PRINT, NSET=NEEDLE, TOTALS=ONLY", "RF", "*END STEP", ""]
    return "\n".join(text)


def boundaries(points):
    far, low = max(r for r, _ in points), min(z for _, z in points)
    sets = {"AXIS": lambda r, z: r < 1e-9, "EDGE": lambda r, z: r > far - 1e-9, "BOTTOM": lambda r, z: z < low + 1e-9}
    text = []
    for name, inside in sets.items():
        text += [f"*NSET, NSET={name}", ",\n".join(str(i + 1) for i, (r, z) in enumerate(points) if inside(r, z))]
    return text + ["*BOUNDARY", "AXIS, 1, 1", "EDGE, 1, 1", "BOTTOM, 1, 2", "NEEDLE, 1, 1"]


def contact(points, cells, cell_shift, needle_cells, tip_radius):
    """Face-to-face penalty between the skin's top and the needle."""
    top = []
    for i, cell in enumerate(cells):
        for face in range(4):
            if all(points[cell[n] - 1][1] > -1e-9 for n in (face, (face + 1) % 4)):
                top.append(f"{i + 1}, S{face + 1}")
    return ["*SURFACE, NAME=TOP", "\n".join(top), "*SURFACE, NAME=TIP",
            "\n".join(f"{cell_shift + i + 1}, S1" for i in range(needle_cells)),
            "*SURFACE INTERACTION, NAME=PENALTY", "*SURFACE BEHAVIOR, PRESSURE-OVERCLOSURE=LINEAR",
            f"{PRESSURE / (OVERLAP_PER_TIP_RADIUS * tip_radius):.6e}",
            "*CONTACT PAIR, INTERACTION=PENALTY, TYPE=SURFACE TO SURFACE", "TOP, TIP"]
