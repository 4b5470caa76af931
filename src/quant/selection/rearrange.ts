/** Visits the sum of every choice of `count` of the values. */
export function eachChoice(
  values: Float64Array,
  count: number,
  visit: (sum: number) => void,
): void {
  const extend = (taken: number, from: number, sum: number): void => {
    if (taken === count) {
      visit(sum)
      return
    }
    for (let i = from; i <= values.length - (count - taken); i += 1)
      extend(taken + 1, i + 1, sum + (values[i] as number))
  }
  extend(0, 0, 0)
}

/** Visits the sum of the values under every choice of their signs. @param values - At most 30. */
export function eachSign(values: Float64Array, visit: (sum: number) => void): void {
  for (let signs = 0; signs < 1 << values.length; signs += 1) {
    let sum = 0
    for (let i = 0; i < values.length; i += 1)
      sum += ((signs >> i) & 1) === 0 ? (values[i] as number) : -(values[i] as number)
    visit(sum)
  }
}

/** Visits every order of the values, which stand in one array that is reused. */
export function eachOrder(values: Float64Array, visit: (order: Float64Array) => void): void {
  const order = Float64Array.from(values)
  const swap = (one: number, other: number): void => {
    const value = order[one] as number
    order[one] = order[other] as number
    order[other] = value
  }
  const settle = (at: number): void => {
    if (at === order.length) {
      visit(order)
      return
    }
    for (let i = at; i < order.length; i += 1) {
      swap(at, i)
      settle(at + 1)
      swap(at, i)
    }
  }
  settle(0)
}

/** The number of orders of `count` values. */
export function factorial(count: number): number {
  let orders = 1
  for (let k = 2; k <= count; k += 1) orders *= k
  return orders
}
