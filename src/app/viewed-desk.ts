import type { BarColumns } from '../domain/index.ts'
import type { Desk } from '../engine/index.ts'

/** What the view needs of the desk and of the world around it. */
export type ViewedDesk = {
  readonly desk: Desk
  readonly columns: readonly BarColumns[]
  readonly sequence: number
}
