/** What a seat of a team is for. */
export type SeatRole = 'data-miner' | 'analyst' | 'learner'

/** One seat of a team. No two of a role are alike: they differ by `variant`. */
export type TeamSeat = { readonly role: SeatRole; readonly variant: number }

const counts: readonly (readonly [role: SeatRole, seats: number])[] = [
  ['data-miner', 1],
  ['analyst', 3],
  ['learner', 15],
]

/** The nineteen seats of a team. @see SPEC P6. */
export const teamSeats: readonly TeamSeat[] = counts.flatMap(([role, seats]) =>
  Array.from({ length: seats }, (_, variant) => ({ role, variant })),
)
