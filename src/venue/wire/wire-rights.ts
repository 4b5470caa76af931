/** What a key may do, apart from reading. Nobody moves money here, whatever their key may. */
export type WireRights = {
  readonly mayTrade: boolean
  /** Whether it may take money out. */
  readonly mayWithdraw: boolean
  /** Whether it may move money between the wallets of its owner. */
  readonly mayTransfer?: boolean
  /** Whether it may move money to and from sub-accounts, and act for them. */
  readonly hasSubAccounts?: boolean
  /** Whether it may borrow on margin. */
  readonly mayBorrow?: boolean
  /** Whether nobody is told what it may do. */
  readonly isUntold?: boolean
}

/** The words of `coinswarm exchange --account` for the rights of a key. */
export const wireRights: Readonly<Record<string, WireRights>> = {
  read: { mayTrade: false, mayWithdraw: false },
  trade: { mayTrade: true, mayWithdraw: false },
  withdraw: { mayTrade: true, mayWithdraw: true },
  transfer: { mayTrade: true, mayWithdraw: false, mayTransfer: true },
  'sub-accounts': { mayTrade: true, mayWithdraw: false, hasSubAccounts: true },
  margin: { mayTrade: true, mayWithdraw: false, mayBorrow: true },
  untold: { mayTrade: true, mayWithdraw: false, isUntold: true },
}

/** Whether a key may move money in any way. */
export function mayMoveMoney({ mayWithdraw, mayTransfer, hasSubAccounts }: WireRights): boolean {
  return mayWithdraw || mayTransfer === true || hasSubAccounts === true
}
