// Interactive section of a run: reads the data that the report inlines as JSON (#section-data) and draws it into #section-view.
// Data: {layers: [name], colours: [[r, g, b]], unit, frames: [{travel, points, cells, stress, layer, needle}]}; points are
// deformed [r, z] pairs in um as base64 of little-endian float32, cells int32 in fours, stress float32 [MPa], layer uint8.
import '@kitware/vtk.js/Rendering/Profiles/Geometry';
import vtkGenericRenderWindow from '@kitware/vtk.js/Rendering/Misc/GenericRenderWindow';
import vtkActor from '@kitware/vtk.js/Rendering/Core/Actor';
import vtkMapper from '@kitware/vtk.js/Rendering/Core/Mapper';
import vtkPolyData from '@kitware/vtk.js/Common/DataModel/PolyData';
import vtkDataArray from '@kitware/vtk.js/Common/Core/DataArray';
import vtkColorMaps from '@kitware/vtk.js/Rendering/Core/ColorTransferFunction/ColorMaps';
import vtkColorTransferFunction from '@kitware/vtk.js/Rendering/Core/ColorTransferFunction';
import vtkInteractorStyleManipulator from '@kitware/vtk.js/Interaction/Style/InteractorStyleManipulator';
import vtkPan from '@kitware/vtk.js/Interaction/Manipulators/MouseCameraTrackballPanManipulator';
import vtkZoom from '@kitware/vtk.js/Interaction/Manipulators/MouseCameraTrackballZoomManipulator';
import vtkGesture from '@kitware/vtk.js/Interaction/Manipulators/GestureCameraManipulator';

const NEEDLE = [0.54, 0.58, 0.62];
const COLOUR_MAP = 'Viridis (matplotlib)';

/** Typed array of little-endian numbers from base64. */
function decode(text, Type) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Type(bytes.buffer);
}

/** Polygons of both halves: points [r, z] mirrored about the axis, rings of vertex numbers repeated. */
function mirrored(pairs, rings) {
  const count = pairs.length / 2;
  const points = new Float32Array(6 * count);
  for (let i = 0; i < count; i += 1) {
    points.set([pairs[2 * i], pairs[2 * i + 1], 0], 3 * i);
    points.set([-pairs[2 * i], pairs[2 * i + 1], 0], 3 * (count + i));
  }
  const both = [...rings, ...rings.map((ring) => ring.map((index) => index + count))];
  const polys = Uint32Array.from(both.flatMap((ring) => [ring.length, ...ring]));
  const surface = vtkPolyData.newInstance();
  surface.getPoints().setData(points, 3);
  surface.getPolys().setData(polys);
  return surface;
}

function quads(cells) {
  const rings = [];
  for (let i = 0; i < cells.length; i += 4) rings.push(Array.from(cells.subarray(i, i + 4)));
  return rings;
}

/** One frame's skin with cell scalars: colours of layers, and the logarithm of the stress. */
function skinOf(data, frame, cells) {
  const surface = mirrored(decode(frame.points, Float32Array), quads(cells));
  const layer = decode(data.layer, Uint8Array);
  const stress = decode(frame.stress, Float32Array);
  const count = stress.length;
  const colours = new Uint8Array(6 * count);
  const logarithm = new Float32Array(2 * count);
  for (let i = 0; i < 2 * count; i += 1) {
    colours.set(data.colours[layer[i % count] % data.colours.length], 3 * i);
    logarithm[i] = Math.log10(Math.max(stress[i % count], 1e-6));
  }
  surface.getCellData().addArray(vtkDataArray.newInstance({ name: 'layer', numberOfComponents: 3, values: colours }));
  surface.getCellData().addArray(vtkDataArray.newInstance({ name: 'stress', numberOfComponents: 1, values: logarithm }));
  return surface;
}

function needleOf(frame) {
  const rings = [];
  const pairs = [];
  for (const polygon of frame.needle) {
    rings.push(polygon.map((_, k) => pairs.length / 2 + k));
    for (const corner of polygon) pairs.push(...corner);
  }
  return mirrored(pairs, rings);
}

/** A flat, unlit actor in the renderer. */
function actorIn(renderer) {
  const mapper = vtkMapper.newInstance();
  const actor = vtkActor.newInstance();
  actor.setMapper(mapper);
  actor.getProperty().setLighting(false);
  renderer.addActor(actor);
  return { mapper, actor };
}

/** Dragging moves, the wheel or two fingers zoom; a section is not turned. */
function flatStyle() {
  const style = vtkInteractorStyleManipulator.newInstance();
  style.addMouseManipulator(vtkPan.newInstance({ button: 1 }));
  style.addMouseManipulator(vtkZoom.newInstance({ scrollEnabled: true, dragEnabled: false }));
  style.addGestureManipulator(vtkGesture.newInstance({ pinchEnabled: true, panEnabled: true, rotateEnabled: false }));
  return style;
}

function colourStress(mapper, range) {
  const table = vtkColorTransferFunction.newInstance();
  table.applyColorMap(vtkColorMaps.getPresetByName(COLOUR_MAP));
  table.setMappingRange(range[0], range[1]);
  table.updateRange();
  mapper.setLookupTable(table);
  mapper.setScalarRange(range[0], range[1]);
}

function start() {
  const place = document.getElementById('section-view');
  const data = JSON.parse(document.getElementById('section-data').textContent);
  const view = vtkGenericRenderWindow.newInstance({ background: [1, 1, 1] });
  view.setContainer(place);
  view.resize();
  const renderer = view.getRenderer();
  const skin = actorIn(renderer);
  const needle = actorIn(renderer);
  needle.actor.getProperty().setColor(...NEEDLE);
  needle.actor.setPosition(0, 0, 1);
  const cells = decode(data.cells, Uint32Array);
  const slider = document.getElementById('section-step');
  const field = document.getElementById('section-field');
  const said = document.getElementById('section-said');

  const draw = () => {
    const frame = data.frames[Number(slider.value)];
    const byLayer = field.value === 'layer';
    skin.mapper.setInputData(skinOf(data, frame, cells));
    skin.mapper.setScalarModeToUseCellFieldData();
    skin.mapper.setColorByArrayName(field.value);
    if (byLayer) skin.mapper.setColorModeToDirectScalars();
    else {
      skin.mapper.setColorModeToMapScalars();
      colourStress(skin.mapper, data.range);
    }
    needle.mapper.setInputData(needleOf(frame));
    said.textContent = `${frame.travel} µm of travel` +
      (byLayer ? '' : `; dark ${data.shown[0]} MPa, bright ${data.shown[1]} MPa, logarithmic`);
    view.getRenderWindow().render();
  };

  const camera = renderer.getActiveCamera();
  camera.setParallelProjection(true);
  camera.setFocalPoint(0, data.centre, 0);
  camera.setPosition(0, data.centre, 1000);
  camera.setParallelScale(data.height / 2);
  camera.setClippingRange(1, 5000);
  view.getInteractor().setInteractorStyle(flatStyle());
  slider.addEventListener('input', draw);
  field.addEventListener('change', draw);
  window.addEventListener('resize', () => { view.resize(); view.getRenderWindow().render(); });
  draw();
  place.dataset.ready = String(data.frames.length);
}

// Where WebGL is missing the page has its figures; say so instead of leaving an empty frame.
try {
  start();
} catch (error) {
  document.getElementById('section-said').textContent = `This browser cannot show the interactive view (${error.message}).`;
}
