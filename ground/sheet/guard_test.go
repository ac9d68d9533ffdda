package sheet

import "testing"

func TestTextThatWouldRunIsGuarded(t *testing.T) {
	for _, text := range []string{
		"=1+1", "+62811", "-", "-3.5", "@SUM(A1)", "\tx", "\rx", "\n=1", " =1", "   @x", "\u00A0=1", "\u3000+1",
		"\u200B=1", "\uFEFF=1", " \t=1", "＝1+1", "＋1", "－1", "＠x", " ＝1", "=HYPERLINK(\"http://x\")",
		"'=1", "''@x", "' =1",
	} {
		if got := guard(text); got != "'"+text {
			t.Errorf("guard(%q) = %q", text, got)
		}
		if got := unguard(guard(text)); got != text {
			t.Errorf("%q came back as %q", text, got)
		}
	}
}

func TestHarmlessTextStaysAsItIs(t *testing.T) {
	for _, text := range []string{
		"", " ", "'", "''", "'kutipan'", "a=1", "1-2", "Toko +", "0811", "6471011234567890", "x@y.id", "横浜", "'08", "# =1", "a\n=1",
	} {
		if got := guard(text); got != text {
			t.Errorf("guard(%q) = %q", text, got)
		}
		if got := unguard(text); got != text {
			t.Errorf("unguard(%q) = %q", text, got)
		}
	}
}
