package render
import ("testing";"os")
func TestTry(t *testing.T){
 for _, w := range []int{80,120} {
 Terminal(os.Stdout, listing(people(),"no","name","phone","village","stage","last_purchase","purchases","spent","remark","do_not_contact"), Options{Width:w})
 println()
 Terminal(os.Stdout, listing(people(),"no","name","phone","village","stage","last_purchase","purchases","spent","remark","do_not_contact"), Options{Width:w,Lang:1})
 Terminal(os.Stdout, summary(), Options{Width:w})
 }
}
