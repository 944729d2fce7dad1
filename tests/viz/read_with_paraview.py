"""Reads a result with ParaView's readers and checks arrays, units, times and ranges: read_with_paraview.py RESULT."""

import csv
import os
import sys

from paraview import servermanager, simple
from vtkmodules.numpy_interface import dataset_adapter
from vtkmodules.vtkCommonCore import vtkDataArray

SKIN = {"displacement": (3, "m"), "cauchy_stress": (9, "Pa"), "von_mises": (1, "Pa"), "pressure": (1, "Pa"),
        "contact_pressure": (1, "Pa"), "crack_opening": (1, "m"), "damage": (1, "1"), "principal_stretch": (3, "1"),
        "J": (1, "1"), "layer_id": (1, "1")}
TRANSPORT = {"concentration": (1, "kg/m^3"), "free_concentration": (1, "kg/m^3"), "layer_id": (1, "1")}
RF = {"temperature": (1, "degC"), "potential": (1, "V"), "thermal_damage": (1, "1")}


def arrays_of(grid) -> dict[str, vtkDataArray]:
    """Point and cell arrays of a data set by name."""
    found = {}
    for data in (grid.GetPointData(), grid.GetCellData()):
        for index in range(data.GetNumberOfArrays()):
            found[data.GetArrayName(index)] = data.GetArray(index)
    return found


def blocks_of(data) -> list:
    """The data sets in what the reader delivered, in order."""
    if not hasattr(data, "GetNumberOfBlocks"):
        return [data]
    return [leaf for index in range(data.GetNumberOfBlocks()) for leaf in blocks_of(data.GetBlock(index))]


def check_arrays(grid, expected: dict[str, tuple[int, str | None]]) -> dict[str, vtkDataArray]:
    """Every expected array is there with its components and its unit, and nothing in it is not a number."""
    arrays = arrays_of(grid)
    for name, (components, unit) in expected.items():
        assert name in arrays, f"{name} is missing among {sorted(arrays)}"
        array = arrays[name]
        assert array.GetNumberOfComponents() == components, (name, array.GetNumberOfComponents())
        key = array.UNITS_LABEL()
        given = array.GetInformation().Get(key) if array.GetInformation().Has(key) else "1"
        assert unit in (given, None), (name, given, unit)
        values = dataset_adapter.vtkDataArrayToVTKArray(array)
        assert values.size and abs(values).max() < 1e30, name
    return arrays


def low_high(array: vtkDataArray, component: int = 0) -> tuple[float, float]:
    """Smallest and largest value of one component."""
    return array.GetRange(component)


def check_skin(grid) -> None:
    """Ranges that the definitions of the fields imply."""
    arrays = check_arrays(grid, SKIN)
    assert low_high(arrays["J"])[0] > 0.
    assert 0. <= low_high(arrays["damage"])[0] <= low_high(arrays["damage"])[1] <= 1.
    assert low_high(arrays["contact_pressure"])[0] >= 0. and low_high(arrays["crack_opening"])[0] >= 0.
    layers = dataset_adapter.vtkDataArrayToVTKArray(arrays["layer_id"])
    assert set(layers) == set(range(int(layers.max()) + 1)), set(layers)
    stretch = dataset_adapter.vtkDataArrayToVTKArray(arrays["principal_stretch"])
    assert (stretch[:, 0] >= stretch[:, 1]).all() and (stretch[:, 1] >= stretch[:, 2]).all() and (stretch > 0.).all()
    # The stress of von Mises of the nine components; both were rounded to single precision.
    s = dataset_adapter.vtkDataArrayToVTKArray(arrays["cauchy_stress"]).reshape(-1, 3, 3)
    von_mises = dataset_adapter.vtkDataArrayToVTKArray(arrays["von_mises"])
    deviator = s - s.trace(axis1=1, axis2=2)[:, None, None] / 3. * [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    again = (1.5 * (deviator ** 2).sum(axis=(1, 2))) ** 0.5
    assert abs(again - von_mises).max() <= 1e-3 * von_mises.max(), abs(again - von_mises).max()
    bounds = grid.GetBounds()
    assert bounds[0] >= 0. and bounds[1] < 0.1 and bounds[4] == bounds[5] == 0., bounds


def check_insertion(folder: str) -> None:
    """fields/insertion.pvd: the skin is block 0, the needle block 1, the times are the history's."""
    with open(os.path.join(folder, "history.csv"), encoding="utf-8") as file:
        history = list(csv.DictReader(file))
    reader = simple.PVDReader(FileName=os.path.join(folder, "fields", "insertion.pvd"))
    times = list(reader.TimestepValues)
    assert len(times) > 5 and times == sorted(times)
    assert abs(times[-1] - float(history[-1]["time [s]"])) < 1e-9, times[-1]
    for time in (times[0], times[len(times) // 2], times[-1]):
        reader.UpdatePipeline(time)
        skin, needle = blocks_of(servermanager.Fetch(reader))
        check_skin(skin)
        moved = check_arrays(needle, {"displacement": (3, "m")})["displacement"]
        travel = float(min(history, key=lambda row: abs(float(row["time [s]"]) - time))["travel [m]"])
        if time > 0.:
            assert abs(low_high(moved, 1)[0] + travel) < 1e-6 * travel + 1e-12, (low_high(moved, 1), travel)


def check_transport(folder: str) -> None:
    """fields/transport.pvd: concentrations over the hours after insertion."""
    reader = simple.PVDReader(FileName=os.path.join(folder, "fields", "transport.pvd"))
    times = list(reader.TimestepValues)
    assert times == sorted(times) and abs(times[-1] - 3600.) < 1e-6, times
    reader.UpdatePipeline(times[-1])
    (grid,) = blocks_of(servermanager.Fetch(reader))
    arrays = check_arrays(grid, TRANSPORT)
    assert low_high(arrays["concentration"])[1] > 0.
    assert low_high(arrays["concentration"])[0] > -1e-6 * low_high(arrays["concentration"])[1]
    # What is free is part of all.
    assert low_high(arrays["free_concentration"])[1] <= low_high(arrays["concentration"])[1] * (1. + 1e-6)


def check_rf(folder: str) -> None:
    """fields/rf.vtu: heated above the body's temperature, nowhere below it."""
    reader = simple.XMLUnstructuredGridReader(FileName=[os.path.join(folder, "fields", "rf.vtu")])
    reader.UpdatePipeline()
    (grid,) = blocks_of(servermanager.Fetch(reader))
    arrays = check_arrays(grid, RF)
    low, high = low_high(arrays["temperature"])
    assert 36.9 < low < high < 200., (low, high)
    assert low_high(arrays["thermal_damage"])[0] >= 0.


def check_tables(folder: str) -> None:
    """history.csv and transport.csv: columns with units in their names, one row a step, nothing that is no number."""
    for name, wanted in (("history.csv", ("time [s]", "travel [m]", "force [N]")), ("transport.csv", ("time [s]", "delivered [kg]"))):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            lines = file.read().rstrip("\n").split("\n")
        reader = simple.CSVReader(FileName=[os.path.join(folder, name)])
        reader.UpdatePipeline()
        table = servermanager.Fetch(reader)
        columns = [table.GetColumnName(index) for index in range(table.GetNumberOfColumns())]
        assert columns == lines[0].split(",") and set(wanted) <= set(columns), columns
        assert table.GetNumberOfRows() == len(lines) - 1 > 2, table.GetNumberOfRows()
        for index, column in enumerate(columns):
            assert isinstance(table.GetColumn(index), vtkDataArray), f"{name}: {column} was not read as numbers"


def main() -> None:
    folder = sys.argv[1]
    check_tables(folder)
    check_insertion(folder)
    check_transport(folder)
    check_rf(folder)
    print("ParaView reads insertion, needle, drug, current and tables")


if __name__ == "__main__":
    main()
