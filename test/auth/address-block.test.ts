import { expect, it } from "vitest";
import { addressBlock } from "../../src/auth/address-block.ts";

it.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:0:1:2:3:4:5", "2001:db8:0:1::/64"],
  ["2001:0DB8:0000:0001::5", "2001:db8:0:1::/64"],
  ["2001:db8::5", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["2001:db8:1::", "2001:db8:1:0::/64"],
])("guesses from %s count for %s", (address, block) => {
  expect(addressBlock(address)).toBe(block);
});
