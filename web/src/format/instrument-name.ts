import type { DeskHeader } from '../../../src/app/desk-view.ts'
import { decimalsOf } from './number-text.ts'

/** `BTC-USD` for `BTC-USD.KRAKEN` where no other venue trades it too; else the whole id. */
export function instrumentName(desk: DeskHeader, id: string): string {
  const name = beforeDot(id)
  const namesakes = desk.instruments.filter((other) => beforeDot(other.id) === name)
  return namesakes.length > 1 ? id : name
}

/** Digits after the point in prices and in quantities of an instrument. */
export function gridOf(
  desk: DeskHeader,
  id: string,
): { readonly price: number; readonly quantity: number } {
  const instrument = desk.instruments.find((known) => known.id === id)
  return {
    price: decimalsOf(instrument?.tickSize ?? 0.01),
    quantity: decimalsOf(instrument?.lotSize ?? 1e-8),
  }
}

function beforeDot(id: string): string {
  return id.split('.')[0] ?? id
}
