import type { ReactNode } from 'react'

const shapes = {
  well: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM3.8 8.2L7 11.4l5.2-5.2L10.8 4.8L7 8.6L5.2 6.8Z',
  ring: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Zm0 2a4 4 0 1 0 0 8a4 4 0 0 0 0-8Z',
  half: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Zm0 2v8a4 4 0 0 0 0-8Z',
  bars: 'M3 2h4v12H3ZM9 2h4v12H9Z',
  down: 'M1 3h14L8 14Z',
  play: 'M4 2l10 6L4 14Z',
  stop: 'M5 1h6l4 4v6l-4 4H5l-4-4V5ZM4 6.5v3h8v-3Z',
  warning: 'M8 1l7.5 14H.5ZM7 6v4.5h2V6Zm0 6v2h2v-2Z',
  tick: 'M2 8.5L4 6.5l2.5 2.5L12 3.5l2 2L6.5 13Z',
  cross: 'M3 1l5 5l5-5l2 2l-5 5l5 5l-2 2l-5-5l-5 5l-2-2l5-5l-5-5Z',
} as const

export type Shape = keyof typeof shapes

/** A shape beside a word, for whoever is too far away to read it. Says nothing by itself. */
export function Sign({ shape }: { readonly shape: Shape }): ReactNode {
  return (
    <svg className="sign" viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[shape]} fillRule="evenodd" fill="currentColor" />
    </svg>
  )
}
