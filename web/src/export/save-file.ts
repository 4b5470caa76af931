/** Hands a file to the browser to be kept. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser has taken hold of it by then; what it holds is given back.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** `my-desk-fills-2026-11-20T19-00Z.csv`. @param t - The moment it tells of, ms since 1970. */
export function fileName(desk: string, what: string, t: number, ending: string): string {
  const moment = new Date(t).toISOString().slice(0, 16).replace(':', '-')
  const plain = `${desk}-${what}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return `${plain.replaceAll(/^-+|-+$/g, '')}-${moment}Z.${ending}`
}
