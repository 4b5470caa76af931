/** What marks the row that the address names, and brings it into sight when it is first drawn. */
export const ledTo: {
  readonly className: string
  readonly ref: (row: HTMLElement | null) => void
} = { className: 'led-to', ref: (row) => row?.scrollIntoView({ block: 'center' }) }
