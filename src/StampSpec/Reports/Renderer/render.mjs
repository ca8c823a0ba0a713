// Renders Vega-Lite charts: reads {"charts": [{"spec", "widthPt", "title", "description", "svg", "png", "pdf"}]} from standard input and writes each
// chart's files (svg, png and pdf are paths, each optional). One unit of a spec is one point, 1/72 inch. Every library is a single file
// beside this one, laid there by the build.
import { createRequire } from 'node:module';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';

const folder = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const family = 'Inter';
const dotsPerInch = 300;
const pointsPerInch = 72;
const fonts = { regular: join(folder, 'fonts', 'Inter_400Regular.ttf'), bold: join(folder, 'fonts', 'Inter_700Bold.ttf') };

const vega = require('./vega.min.js');
const vegaLite = requireWith('vega-lite.min.js', { vega });
const PDFDocument = require('./pdfkit.standalone.js');
const svgToPdf = require('./svg-to-pdfkit.js');
const { Resvg } = require('./resvg/index.js');

vega.textMetrics.width = measurer();

const request = JSON.parse(readFileSync(0, 'utf8'));
for (const chart of request.charts) {
  try {
    await render(chart);
  } catch (failure) {
    // The stack of a minified library prints the library; the message says enough.
    console.error(`${chart.title}: ${failure.message}`);
    process.exit(1);
  }
}

// A browser build that requires another one by its package name.
function requireWith(file, packages) {
  const module = { exports: {} };
  const path = join(folder, file);
  compileFunction(readFileSync(path, 'utf8'), ['module', 'exports', 'require'], { filename: path })(module, module.exports, name => packages[name]);
  return module.exports;
}

// Without a canvas Vega guesses text widths; the font itself knows them.
function measurer() {
  const document = newDocument([100, 100], '');
  return (item, text) => document
    .font(String(item.fontWeight) === 'bold' ? 'bold' : 'regular')
    .fontSize(vega.textMetrics.height(item))
    .widthOfString(String(text ?? ''));
}

function newDocument(size, title) {
  // Equal input gives equal bytes, so the file does not know when it was made.
  const document = new PDFDocument({ size, margin: 0, info: { Title: title, Creator: 'StampSpec', Producer: 'StampSpec', CreationDate: new Date(0) } });
  document.registerFont('regular', readFileSync(fonts.regular));
  document.registerFont('bold', readFileSync(fonts.bold));
  return document;
}

async function render(chart) {
  vega.resetSVGDefIds?.();
  const view = new vega.View(vega.parse(vegaLite.compile(chart.spec).spec), { renderer: 'none', logLevel: vega.Warn });
  const page = fitWidth(await view.toSVG(), chart.widthPt);
  view.finalize();
  write(chart.svg, () => describe(page.svg.replace(/^<svg([^>]*?) width="[^"]*" height="[^"]*"/,
    `<svg$1 width="${page.width}pt" height="${page.height}pt" role="img"`), chart));
  write(chart.png, () => png(page));
  if (chart.pdf) {
    const bytes = await pdf(page, chart.title);
    write(chart.pdf, () => bytes);
  }
}

// The page is exactly as wide as asked: narrower drawings are centred, wider ones are scaled down.
function fitWidth(svg, widthPt) {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg).map(Number);
  const scale = Math.min(1, widthPt / width);
  const left = Math.min(0, (width - widthPt) / 2);
  const viewWidth = scale < 1 ? width : widthPt;
  const page = { width: widthPt, height: Math.round(height * scale * 100) / 100 };
  page.svg = svg.replace(/ width="[\d.]+" height="[\d.]+" viewBox="[^"]*"/,
    ` width="${page.width}" height="${page.height}" viewBox="${left} 0 ${viewWidth} ${height}"`)
    .replace(/<rect width="[\d.]+" height="[\d.]+" fill="white"\/?>/, `<rect x="${left}" width="${viewWidth}" height="${height}" fill="white"/>`);
  return page;
}

function describe(svg, { title, description }) {
  return svg.replace('>', () => `><title>${escape(title)}</title><desc>${escape(description)}</desc>`);
}

function escape(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function png(page) {
  const bytes = new Resvg(page.svg, {
    fitTo: { mode: 'zoom', value: dotsPerInch / pointsPerInch },
    font: { fontFiles: Object.values(fonts), loadSystemFonts: false, defaultFontFamily: family },
    background: 'white',
  }).render().asPng();
  // pHYs after the 33 bytes of signature and IHDR: 11,811 pixels a metre, which is 300 dpi.
  const density = Buffer.from('000000097048597300002e2300002e230178a53f76', 'hex');
  return Buffer.concat([bytes.subarray(0, 33), density, bytes.subarray(33)]);
}

function pdf(page, title) {
  return new Promise((resolve, reject) => {
    const document = newDocument([page.width, page.height], title);
    const chunks = [];
    document.on('data', chunk => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
    svgToPdf(document, page.svg, 0, 0, {
      width: page.width, height: page.height, assumePt: true, fontCallback: (_, bold) => bold ? 'bold' : 'regular',
    });
    document.end();
  });
}

function write(path, bytes) {
  if (path) {
    writeFileSync(path + '.tmp', bytes());
    renameSync(path + '.tmp', path);
  }
}
