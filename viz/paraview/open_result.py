"""Opens a result of Acumen in ParaView with views ready to look at.

    paraview --script=viz/paraview/open_result.py         with ACUMEN_RESULT=DIR in the environment
    pvpython viz/paraview/open_result.py DIR [PICTURE]    builds the same scene; with PICTURE (PNG) saves it

Two linked views of the meridian section, deformed and mirrored about the axis: the layers by name, and the von Mises stress on
a logarithmic scale. The needle is drawn in both. The animation stands where the needle is deepest. Needs ParaView 5.11 or later.
"""

import csv
import os
import re
import sys

import numpy as np
from paraview import servermanager, simple
from vtkmodules.util.numpy_support import vtk_to_numpy

STEEL = [0.60, 0.64, 0.68]
MICROMETRE = 1e-6
# As in the pictures of acumen render (viz/render/colours.cc); the first part of a name that fits counts.
LAYERS = (("corneum", 0xB07D4F), ("epidermis", 0xE08E79), ("hypodermis", 0xF7E6A1), ("subcut", 0xF7E6A1), ("fat", 0xF7E6A1),
          ("papillary", 0xF0B7A4), ("dermis", 0xF6CFC0), ("muscle", 0xB9545C), ("bone", 0xE9E6DC))
OTHERS = (0xBFD3DF, 0xCFDCC4, 0xDCD3E6, 0xE6DDC6)


def result_directory(arguments):
    """The directory named by the first argument or by ACUMEN_RESULT; stops with a message when it is no result."""
    directory = arguments[0] if arguments else os.environ.get("ACUMEN_RESULT", "")
    if not directory:
        sys.exit("open_result.py: give a result directory, or set ACUMEN_RESULT")
    if not os.path.isfile(os.path.join(directory, "fields", "insertion.pvd")):
        sys.exit(f"open_result.py: {directory} is no result: fields/insertion.pvd is missing")
    return directory


def layer_names(directory, count):
    """Names of the layers from the top: the skin's from the resolved case, those of its support by number."""
    names = []
    try:
        with open(os.path.join(directory, "case.yaml"), encoding="utf-8") as file:
            names = re.findall(r"^    - name: \"?([^\"\n]+)", file.read(), re.M)[:count]
    except OSError:
        pass
    return [name.replace("_", " ") for name in names] + [f"support {k + 1}" for k in range(count - len(names))]


def deepest_time(directory, times):
    """The saved time at which the needle has travelled farthest; the last one where there is no history."""
    try:
        with open(os.path.join(directory, "history.csv"), newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        deepest = float(max(rows, key=lambda row: float(row["travel [m]"]))["time [s]"])
        return min(times, key=lambda time: abs(time - deepest))
    except (OSError, ValueError, KeyError):
        return times[-1] if times else 0.0


def colour_of(name, position):
    """Red, green, blue of a layer in 0..1."""
    code = next((code for part, code in LAYERS if part in name), OTHERS[position % len(OTHERS)])
    return [((code >> shift) & 0xFF) / 255.0 for shift in (16, 8, 0)]


def name_layers(directory, skin):
    """Colours and a legend entry for each layer."""
    names = layer_names(directory, int(skin.CellData["layer_id"].GetRange()[1]) + 1)
    table = simple.GetColorTransferFunction("layer_id")
    table.InterpretValuesAsCategories = 1
    table.Annotations = [text for k, name in enumerate(names) for text in (str(k), name)]
    table.IndexedColors = [part for k, name in enumerate(names) for part in colour_of(name, k)]


def deformed_whole(part):
    """The part warped by its displacement (true scale), with its mirror image beyond the axis r = 0."""
    warp = simple.WarpByVector(Input=part, Vectors=["POINTS", "displacement"], ScaleFactor=1.0)
    return simple.Reflect(Input=warp, Plane="X", Center=0.0, CopyInput=1)


def parts_of(reader):
    """Skin and needle: blocks 0 and 1 of the collection."""
    return [simple.ExtractBlock(Input=reader, Selectors=[f"/Root/Block{index}"]) for index in (0, 1)]


def grids_of(data):
    """The data sets in what a reader or filter delivered, blocks within blocks."""
    if data is None or not hasattr(data, "GetNumberOfBlocks"):
        return [] if data is None else [data]
    return [grid for k in range(data.GetNumberOfBlocks()) for grid in grids_of(data.GetBlock(k))]


def typical_range(part, field):
    """Positive range of a cell field over four decades at most, without the highest half per cent: a few cells at the crack's tip."""
    values = np.concatenate([vtk_to_numpy(grid.GetCellData().GetArray(field)) for grid in grids_of(servermanager.Fetch(part))])
    values = np.sort(values[values > 0.0])
    if not len(values):
        return 1.0, 10.0
    high = float(values[int(0.995 * (len(values) - 1))])
    return max(float(values[0]), 1e-4 * high), high


def show(view, skin, needle, field, logarithmic):
    """The skin coloured by a cell field, the needle in steel grey, lit flatly."""
    picture = simple.Show(skin, view)
    simple.ColorBy(picture, ("CELLS", field))
    picture.RescaleTransferFunctionToDataRange(False, True)
    colours = simple.GetColorTransferFunction(field)
    if logarithmic:
        colours.ApplyPreset("Viridis (matplotlib)", True)
        colours.RescaleTransferFunction(*typical_range(skin, field))
        colours.MapControlPointsToLogSpace()
        colours.UseLogScale = 1
    picture.SetScalarBarVisibility(view, True)
    bar = simple.GetScalarBar(colours, view)
    bar.TitleColor = bar.LabelColor = [0.0, 0.0, 0.0]
    bar.Title = "von Mises stress [Pa]" if logarithmic else "layer"
    bar.WindowLocation = "Upper Right Corner"
    steel = simple.Show(needle, view)
    steel.ColorArrayName = ["POINTS", ""]
    steel.AmbientColor = steel.DiffuseColor = STEEL
    for representation in (picture, steel):
        representation.Ambient = 1.0
        representation.Diffuse = 0.0
    view.InteractionMode = "2D"
    view.Background = [1.0, 1.0, 1.0]
    view.UseColorPaletteForBackground = 0
    view.OrientationAxesVisibility = 0


def frame(view, needle):
    """Looks at the needle and about half its length around it."""
    needle.UpdatePipeline()
    bounds = needle.GetDataInformation().GetBounds()
    length = max(bounds[3] - bounds[2], MICROMETRE)
    middle = bounds[2] + 0.5 * length  # room for the legends above
    view.CameraParallelProjection = 1
    view.CameraFocalPoint = [0.0, middle, 0.0]
    view.CameraPosition = [0.0, middle, 10.0 * length]
    view.CameraViewUp = [0.0, 1.0, 0.0]
    view.CameraParallelScale = 0.95 * length


def main(arguments):
    directory = result_directory(arguments)
    # The first drawing would otherwise move the cameras to show all of the skin.
    simple._DisableFirstRenderCameraReset()
    reader = simple.PVDReader(FileName=os.path.join(directory, "fields", "insertion.pvd"))
    scene = simple.GetAnimationScene()
    scene.UpdateAnimationUsingDataTimeSteps()
    scene.AnimationTime = deepest_time(directory, list(reader.TimestepValues))
    reader.UpdatePipeline(scene.AnimationTime)
    skin, needle = [deformed_whole(part) for part in parts_of(reader)]
    views = [simple.GetActiveViewOrCreate("RenderView")]
    layout = simple.GetLayout(views[0])
    layout.SplitHorizontal(0, 0.5)
    views.append(simple.CreateView("RenderView"))
    simple.AssignViewToLayout(view=views[1], layout=layout, hint=2)
    for view, field, logarithmic in zip(views, ("layer_id", "von_mises"), (False, True)):
        show(view, skin, needle, field, logarithmic)
        frame(view, needle)
    name_layers(directory, skin)
    simple.AddCameraLink(views[0], views[1], "sections")
    simple.RenderAllViews()
    if len(arguments) > 1:
        simple.SaveScreenshot(arguments[1], layout, ImageResolution=[2400, 1000], FontScaling="Do not scale fonts")


main(sys.argv[1:])
