/** Draws the shapes and words of a picture on the page at their places in the window. */
export function drawSvg(pen: CanvasRenderingContext2D, svg: SVGSVGElement): void {
  for (const part of svg.querySelectorAll<SVGGraphicsElement>('path, circle, line, rect, text')) {
    const style = getComputedStyle(part)
    const place = part.getScreenCTM()
    if (place === null || style.visibility === 'hidden' || style.display === 'none') continue
    pen.save()
    pen.transform(place.a, place.b, place.c, place.d, place.e, place.f)
    pen.globalAlpha = opacityOf(part, svg)
    if (part instanceof SVGTextElement) drawWords(pen, part, style)
    else drawShape(pen, outlineOf(part), style)
    pen.restore()
  }
}

function drawShape(
  pen: CanvasRenderingContext2D,
  outline: Path2D,
  style: CSSStyleDeclaration,
): void {
  const alpha = pen.globalAlpha
  if (style.fill !== 'none') {
    pen.globalAlpha = alpha * Number(style.fillOpacity)
    pen.fillStyle = style.fill
    pen.fill(outline)
  }
  if (style.stroke === 'none') return
  pen.globalAlpha = alpha * Number(style.strokeOpacity)
  pen.strokeStyle = style.stroke
  pen.lineWidth = Number.parseFloat(style.strokeWidth)
  pen.setLineDash(style.strokeDasharray.split(/[\s,]+/).flatMap(lengthOf))
  pen.stroke(outline)
}

function drawWords(
  pen: CanvasRenderingContext2D,
  text: SVGTextElement,
  style: CSSStyleDeclaration,
): void {
  const aligns: Readonly<Record<string, CanvasTextAlign>> = { middle: 'center', end: 'right' }
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  pen.textAlign = aligns[style.textAnchor] ?? 'left'
  pen.textBaseline = style.dominantBaseline === 'auto' ? 'alphabetic' : 'middle'
  pen.fillStyle = style.fill
  const [x, y] = [text.x.baseVal[0]?.value ?? 0, text.y.baseVal[0]?.value ?? 0]
  pen.fillText(text.textContent ?? '', x, y)
}

function outlineOf(part: SVGGraphicsElement): Path2D {
  const of = (name: string): number => Number(part.getAttribute(name) ?? 0)
  if (part instanceof SVGPathElement) return new Path2D(part.getAttribute('d') ?? '')
  const outline = new Path2D()
  if (part instanceof SVGCircleElement) outline.arc(of('cx'), of('cy'), of('r'), 0, 2 * Math.PI)
  else if (part instanceof SVGLineElement) {
    outline.moveTo(of('x1'), of('y1'))
    outline.lineTo(of('x2'), of('y2'))
  } else outline.rect(of('x'), of('y'), of('width'), of('height'))
  return outline
}

/** Its own, times that of all it stands in. */
function opacityOf(part: Element, svg: Element): number {
  let opacity = 1
  for (let at: Element | null = part; at !== null; at = at === svg ? null : at.parentElement)
    opacity *= Number(getComputedStyle(at).opacity)
  return opacity
}

function lengthOf(word: string): readonly number[] {
  const length = Number.parseFloat(word)
  return Number.isFinite(length) ? [length] : []
}
