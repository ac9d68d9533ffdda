package madeup

// Kinds are what a business of a code offers.
func (c *City) Kinds(code string) []string {
	for _, t := range c.trades {
		for _, k := range t.codes {
			if k.code == code {
				return k.kinds
			}
		}
	}
	return nil
}
