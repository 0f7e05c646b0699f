/** A building as people say it: `3 栋`, `C6 栋`; a place with a name of its own (`地下`) stays as it is. */
export function buildingName(building: string): string {
  return /^[A-Za-z]?\d+[A-Za-z]?$|^[A-Za-z]$/.test(building) ? `${building} 栋` : building;
}
