import type { ReactNode } from 'react'
import { signedText } from '../format/number-text.ts'

/** Buy or sell: by word, arrow and colour. */
export function Side({ side }: { readonly side: 'buy' | 'sell' }): ReactNode {
  const isBuy = side === 'buy'
  return (
    <span className={isBuy ? 'up' : 'down'}>
      <span aria-hidden="true">{isBuy ? '\u25b2' : '\u25bc'}</span> {side}
    </span>
  )
}

/** The colour of what is above or below nothing; a word or a sign says it too. */
export function toneOf(value: number): 'up' | 'down' | '' {
  return value > 0 ? 'up' : value < 0 ? 'down' : ''
}

/** An amount won or lost: by sign and colour. Unit: the desk's currency. */
export function Result({ value }: { readonly value: number }): ReactNode {
  return <span className={toneOf(value)}>{signedText(value, 2)}</span>
}
