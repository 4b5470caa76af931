import { drawSvg } from './draw-svg.ts'

const headPx = 34
const padPx = 12

/** What is written over a chart that leaves its page. */
export type PictureWords = { readonly title: string; readonly said: string }

/** A chart as a PNG, as it is shown now: same colours, same size, with a line of what it is. */
export function chartPicture(chart: Element, words: PictureWords): Promise<Blob | null> {
  const box = chart.getBoundingClientRect()
  const scale = Math.max(2, devicePixelRatio)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round((box.width + 2 * padPx) * scale)
  canvas.height = Math.round((box.height + headPx + padPx) * scale)
  const pen = canvas.getContext('2d')
  if (pen === null) return Promise.resolve(null)
  pen.scale(scale, scale)
  drawGround(pen, chart, words, box.width)
  pen.translate(padPx - box.left, headPx - box.top)
  for (const part of chart.querySelectorAll('canvas')) {
    const at = part.getBoundingClientRect()
    if (at.width > 0) pen.drawImage(part, at.left, at.top, at.width, at.height)
  }
  for (const part of svgsOf(chart)) drawSvg(pen, part)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

function svgsOf(chart: Element): readonly SVGSVGElement[] {
  return chart instanceof SVGSVGElement ? [chart] : [...chart.querySelectorAll('svg')]
}

function drawGround(
  pen: CanvasRenderingContext2D,
  chart: Element,
  { title, said }: PictureWords,
  width: number,
): void {
  const panel = getComputedStyle(chart.closest('.panel') ?? document.body)
  pen.fillStyle = panel.backgroundColor
  pen.fillRect(0, 0, width + 2 * padPx, chart.getBoundingClientRect().height + headPx + padPx)
  pen.fillStyle = panel.color
  pen.textBaseline = 'middle'
  pen.font = `650 14px ${panel.fontFamily}`
  pen.fillText(title, padPx, headPx / 2)
  const after = padPx + pen.measureText(title).width + 12
  pen.font = `12px ${panel.fontFamily}`
  pen.fillText(said, after, headPx / 2)
}
