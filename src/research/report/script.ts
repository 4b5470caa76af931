/**
 * The page's only script: a cross-hair with the values under the pointer, moved by arrow keys too.
 * It reads numbers from the page and writes plain text; without it nothing is missing but that.
 */
export const script = `
for (const figure of document.querySelectorAll('figure.chart')) {
  const block = figure.querySelector('script')
  if (!block) continue
  const data = JSON.parse(block.textContent)
  const plot = figure.querySelector('.plot')
  const cross = plot.querySelector('.cross')
  const tip = plot.querySelector('.tip')
  let at = data.x.length - 1
  const write = (value, places) => {
    const digits = { minimumFractionDigits: places, maximumFractionDigits: places }
    return value.toLocaleString('en-US', digits)
  }
  const show = () => {
    const moment = new Date(data.t[at] * 1000).toISOString().slice(0, 16).replace('T', ' ')
    const known = data.s.filter((s) => s.v[at] !== null)
    const values = known.map((s) => s.n + ': ' + write(s.v[at], s.p) + s.u)
    tip.textContent = [moment + ' UTC', ...values].join('\\n')
    const share = data.x[at]
    cross.style.left = share * 100 + '%'
    tip.style.left = share < 0.5 ? 'calc(' + share * 100 + '% + 10px)' : 'auto'
    tip.style.right = share < 0.5 ? 'auto' : 'calc(' + (1 - share) * 100 + '% + 10px)'
    cross.hidden = tip.hidden = false
  }
  const hide = () => { cross.hidden = tip.hidden = true }
  const point = (event) => {
    const box = plot.getBoundingClientRect()
    const share = (event.clientX - box.left) / box.width
    let low = 0
    let high = data.x.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (data.x[middle] < share) low = middle + 1
      else high = middle
    }
    at = low > 0 && share - data.x[low - 1] < data.x[low] - share ? low - 1 : low
    show()
  }
  plot.addEventListener('pointermove', point)
  plot.addEventListener('pointerdown', point)
  plot.addEventListener('pointerleave', hide)
  figure.addEventListener('blur', hide)
  figure.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (step === 0) return
    event.preventDefault()
    at = Math.min(Math.max(at + step, 0), data.x.length - 1)
    show()
  })
}
`

/** Of `script`, for the page's content security policy: no other script may run. */
export const scriptHash = 'sha256-GIaR5aALdLVCrM7xHNjfy0jz595Wy5yD7nixv++QIeg='
