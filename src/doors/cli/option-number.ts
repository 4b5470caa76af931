/** A number where the text is one; else the text, which the schema of the setting will refuse. */
export function asNumber(text: string | undefined): number | string | undefined {
  return text !== undefined && text.trim() !== '' && Number.isFinite(Number(text))
    ? Number(text)
    : text
}
