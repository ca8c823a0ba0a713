// Classifies the alerts of an exported folder in Node.js, from the model, the arrays and cut.json alone.
// usage: node classify_cut.cjs MODEL FOLDER
// Prints an array with the probabilities of each row, in the order of the arrays.
const fs = require('fs');
const path = require('path');
const ort = require('onnxruntime-node');

const [model, folder] = process.argv.slice(2);
const cut = JSON.parse(fs.readFileSync(path.join(folder, 'cut.json'), 'utf8'));

function load({ file, shape, dtype }) {
  const bytes = fs.readFileSync(path.join(folder, file));
  const start = 10 + bytes.readUInt16LE(8);
  const data = bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length);
  return { shape, data: dtype === 'uint8' ? Float32Array.from(new Uint8Array(data)) : new Float32Array(data) };
}

// Arrays of shape (alerts, pixels, pixels) become one of shape (alerts, channels, pixels, pixels).
function stack(channels) {
  const [alerts, rows, columns] = channels[0].shape;
  const pixels = rows * columns;
  const data = new Float32Array(alerts * channels.length * pixels);
  for (let alert = 0; alert < alerts; alert++) {
    channels.forEach((channel, k) => {
      data.set(channel.data.subarray(alert * pixels, (alert + 1) * pixels), (alert * channels.length + k) * pixels);
    });
  }
  return new ort.Tensor('float32', data, [alerts, channels.length, rows, columns]);
}

async function main() {
  const arrays = Object.fromEntries([...cut.arrays, ...cut.vectors].map((a) => [a.name, load(a)]));
  const session = await ort.InferenceSession.create(model);
  const feeds = {};
  for (const input of cut.classifier.inputs.filter((i) => session.inputNames.includes(i.name))) {
    feeds[input.name] = input.channels
      ? stack(input.channels.map((name) => arrays[name]))
      : new ort.Tensor('float32', arrays[input.array].data, arrays[input.array].shape);
  }
  const { probabilities } = await session.run(feeds);
  const classes = probabilities.dims[1];
  const rows = [];
  for (let alert = 0; alert < cut.alerts; alert++) {
    rows.push(Array.from(probabilities.data.subarray(alert * classes, (alert + 1) * classes)));
  }
  console.log(JSON.stringify(rows));
}

main();
