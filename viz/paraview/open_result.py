"""Opens a result of Acumen in ParaView with views ready to look at.

    paraview --script=viz/paraview/open_result.py         with ACUMEN_RESULT=DIR in the environment
    pvpython viz/paraview/open_result.py DIR [PICTURE]    builds the same scene; with PICTURE (PNG) saves it

Two linked views of the meridian section, deformed and mirrored about the axis: the layers, and the von Mises stress on
a logarithmic scale. The needle is drawn in both. Needs ParaView 5.11 or later.
"""

import os
import sys

from paraview import simple

STEEL = [0.60, 0.64, 0.68]
MICROMETRE = 1e-6


def result_directory(arguments):
    """The directory named by the first argument or by ACUMEN_RESULT; stops with a message when it is no result."""
    directory = arguments[0] if arguments else os.environ.get("ACUMEN_RESULT", "")
    if not directory:
        sys.exit("open_result.py: give a result directory, or set ACUMEN_RESULT")
    if not os.path.isfile(os.path.join(directory, "fields", "insertion.pvd")):
        sys.exit(f"open_result.py: {directory} is no result: fields/insertion.pvd is missing")
    return directory


def deformed_whole(part):
    """The part warped by its displacement (true scale), with its mirror image beyond the axis r = 0."""
    warp = simple.WarpByVector(Input=part, Vectors=["POINTS", "displacement"], ScaleFactor=1.0)
    return simple.Reflect(Input=warp, Plane="X", Center=0.0, CopyInput=1)


def parts_of(reader):
    """Skin and needle: blocks 0 and 1 of the collection."""
    return [simple.ExtractBlock(Input=reader, Selectors=[f"/Root/Block{index}"]) for index in (0, 1)]


def show(view, skin, needle, field, logarithmic):
    """The skin coloured by a cell field, the needle in steel grey, lit flatly."""
    picture = simple.Show(skin, view)
    simple.ColorBy(picture, ("CELLS", field))
    picture.RescaleTransferFunctionToDataRange(False, True)
    colours = simple.GetColorTransferFunction(field)
    colours.ApplyPreset("Viridis (matplotlib)", True)
    if logarithmic:
        low, high = skin.CellData[field].GetRange()
        colours.RescaleTransferFunction(max(low, high * 1e-4), high)
        colours.MapControlPointsToLogSpace()
        colours.UseLogScale = 1
    picture.SetScalarBarVisibility(view, True)
    bar = simple.GetScalarBar(colours, view)
    bar.TitleColor = bar.LabelColor = [0.0, 0.0, 0.0]
    bar.Title = "von Mises stress [Pa]" if logarithmic else "layer, 0 the uppermost"
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
    middle = bounds[2] + 0.3 * length
    view.CameraParallelProjection = 1
    view.CameraFocalPoint = [0.0, middle, 0.0]
    view.CameraPosition = [0.0, middle, 10.0 * length]
    view.CameraViewUp = [0.0, 1.0, 0.0]
    view.CameraParallelScale = 0.8 * length


def main(arguments):
    directory = result_directory(arguments)
    # The first drawing would otherwise move the cameras to show all of the skin.
    simple._DisableFirstRenderCameraReset()
    reader = simple.PVDReader(FileName=os.path.join(directory, "fields", "insertion.pvd"))
    scene = simple.GetAnimationScene()
    scene.UpdateAnimationUsingDataTimeSteps()
    scene.AnimationTime = reader.TimestepValues[-1] if len(reader.TimestepValues) else 0.0
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
    simple.AddCameraLink(views[0], views[1], "sections")
    simple.RenderAllViews()
    if len(arguments) > 1:
        simple.SaveScreenshot(arguments[1], layout, ImageResolution=[2400, 1000], FontScaling="Do not scale fonts")


main(sys.argv[1:])
