// Object.prototype is frozen before any script of the page runs, so that none can change what every object inherits.
//
// Tauri's own freezePrototype does the same, but then an object that merely inherits toString can no longer be given
// its own by assignment, and Day.js (a part of Ant Design) does that as it loads: the page stays blank. So each
// inherited property becomes an accessor whose setter makes an own property of whatever it was assigned to.
(() => {
  "use strict";
  const root = Object.prototype;
  const { defineProperty, freeze, getOwnPropertyDescriptor } = Object;
  for (const key of Reflect.ownKeys(root)) {
    const found = getOwnPropertyDescriptor(root, key);
    if (!found.configurable || !("value" in found)) continue;
    const { value } = found;
    defineProperty(root, key, {
      configurable: false,
      enumerable: false,
      get: () => value,
      set(own) {
        if (this === root) throw new TypeError(`Object.prototype.${String(key)} is frozen`);
        defineProperty(this, key, { value: own, writable: true, enumerable: true, configurable: true });
      },
    });
  }
  freeze(root);
})();
