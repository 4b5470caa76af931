import { UserError } from '../../base/index.ts'

/** A number where the text is one; else the text, which the schema of the setting will refuse. */
export function asNumber(text: string | undefined): number | string | undefined {
  return text !== undefined && text.trim() !== '' && Number.isFinite(Number(text))
    ? Number(text)
    : text
}

/** A whole number from 0 on, out of an option. @throws UserError `usage` */
export function wholeNumber(text: string, option: string, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > most)
    throw new UserError(
      'usage',
      `${option} must be a whole number from 0 to ${most}; was '${text}'.`,
    )
  return value
}
