import type { ChartOptions, DeepPartial } from 'lightweight-charts'

/** The page's colours as a canvas needs them: resolved for the theme in force. */
export type ChartColours = {
  readonly panel: string
  readonly text: string
  readonly line: string
  readonly up: string
  readonly down: string
  readonly upPale: string
  readonly upFaint: string
  readonly downFaint: string
  readonly clear: string
}

export function chartColours(): ChartColours {
  const probe = document.createElement('span')
  document.body.append(probe)
  const colour = (name: string): string => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const colours = {
    panel: colour('panel'),
    text: colour('muted'),
    line: colour('hairline'),
    up: colour('up'),
    down: colour('down'),
    upPale: colour('up-pale'),
    upFaint: colour('up-faint'),
    downFaint: colour('down-faint'),
    clear: 'rgba(0, 0, 0, 0)',
  }
  probe.remove()
  return colours
}

/** What both charts share: quiet grid, UTC, and the page keeps its own scrolling. */
export function chartLook(colours: ChartColours): DeepPartial<ChartOptions> {
  return {
    autoSize: true,
    layout: {
      background: { color: colours.panel },
      textColor: colours.text,
      fontFamily: getComputedStyle(document.body).fontFamily,
      fontSize: 11,
      // The logo brings a style element, which the page's policy refuses; the footer has the link.
      attributionLogo: false,
      panes: { separatorColor: colours.line, enableResize: false },
    },
    grid: { vertLines: { color: colours.clear }, horzLines: { color: colours.line } },
    rightPriceScale: { borderColor: colours.clear },
    timeScale: { borderColor: colours.line, timeVisible: true, secondsVisible: false },
    crosshair: { vertLine: { color: colours.text }, horzLine: { color: colours.text } },
    handleScale: { mouseWheel: false },
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
  }
}
