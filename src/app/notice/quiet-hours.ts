import { dayUs, minuteUs } from '../../domain/index.ts'

/** Whether only what is critical is told now. Both times `HH:MM`, UTC; none when one is empty. */
export function isQuiet(
  { quietFrom, quietTo }: { readonly quietFrom: string; readonly quietTo: string },
  now: number,
): boolean {
  if (quietFrom === '' || quietTo === '') return false
  const minute = Math.floor((now % dayUs) / minuteUs)
  const [from, to] = [minuteOf(quietFrom), minuteOf(quietTo)]
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
