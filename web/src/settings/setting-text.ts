import type { SettingLine } from '../../../src/app/desk-records.ts'

export type Setting = SettingLine

export const originKinds = ['default', 'file', 'variable', 'flag'] as const

/** Which kind of place a setting came from. @param origin - As the desk tells it. */
export function originKind(origin: string): (typeof originKinds)[number] {
  if (origin === 'default') return 'default'
  if (origin.startsWith('--')) return 'flag'
  return /^[A-Z][A-Z0-9_]+$/.test(origin) ? 'variable' : 'file'
}

/** A value as it would stand in the file. */
export function valueText(value: unknown): string {
  return JSON.stringify(value) ?? 'none'
}
