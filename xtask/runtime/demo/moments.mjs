// Moments of a life that ends on whichever day it is looked at: counted back in days, by the clock on the wall
// of a time zone, which is set forward and back in its year.

/// The moment, in milliseconds, at which it was `at` (such as "19:40") in that zone, `ago` days before `now`.
export function momentOf({ ago, at }, zone, now) {
  const [hours, minutes] = at.split(":").map(Number);
  const today = new Date(wallClock(now, zone));
  const wall = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() - ago, hours, minutes);
  // How far the zone is from UTC is asked of a moment that is near enough, and then of the one that it gives.
  const near = wall - offset(wall, zone);
  return wall - offset(near, zone);
}

const offset = (moment, zone) => wallClock(moment, zone) - moment;

/// What the clock on the wall shows then, as if it showed UTC.
function wallClock(moment, zone) {
  const second = Math.floor(moment / 1_000) * 1_000;
  const numbers = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" };
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...numbers });
  const part = Object.fromEntries(format.formatToParts(second).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) + (moment - second);
}
