// The questions of ./bench --languages, asked of goroutines and buffered channels.
//
//	agents QUESTION WARM-UP-MILLISECONDS ROUNDS
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	children  = 20_000
	items     = 200_000
	strokes   = 100_000
	size      = 1000
	laps      = 100
	producers = 1000
	each      = 100
	crowd     = 200_000

	// A channel that many messages wait in has the room of our mailboxes. The others have room for
	// one: a channel takes all its memory when it is made.
	room = 1000
)

// A clock lets a program warm up, then measures some rounds and prints each.
type clock struct {
	question string
	warm     time.Time
	rounds   int
	begin    time.Time
}

func (c *clock) more() bool { return c.rounds > 0 }

func (c *clock) start() { c.begin = time.Now() }

func (c *clock) stop(counted, expected int) {
	took := time.Since(c.begin)
	check(counted, expected)
	if c.begin.After(c.warm) {
		fmt.Printf("%s %.2f ns\n", c.question, float64(took.Nanoseconds())/float64(expected))
		c.rounds--
	}
}

func check(counted, expected int) {
	if counted != expected {
		panic(fmt.Sprintf("counted %d; expected: %d", counted, expected))
	}
}

type hello struct{ open *sync.WaitGroup }

// spawn starts goroutines that handle hellos until their channels are closed.
func spawn(count int, withMessage bool, alive *sync.WaitGroup) []chan hello {
	var open sync.WaitGroup
	inboxes := make([]chan hello, count)
	alive.Add(count)
	if withMessage {
		open.Add(count)
	}
	for i := range inboxes {
		inbox := make(chan hello, 1)
		inboxes[i] = inbox
		go func() {
			for message := range inbox {
				message.open.Done()
			}
			alive.Done()
		}()
		if withMessage {
			inbox <- hello{&open}
		}
	}
	open.Wait()
	return inboxes
}

func spawning(c *clock, withMessage bool) {
	var alive sync.WaitGroup
	for c.more() {
		c.start()
		inboxes := spawn(children, withMessage, &alive)
		c.stop(len(inboxes), children)
		for _, inbox := range inboxes {
			close(inbox)
		}
		alive.Wait()
	}
}

func count(inbox <-chan int, counted chan<- int) {
	n := 0
	for range inbox {
		n++
	}
	counted <- n
}

func signal(c *clock) {
	for c.more() {
		inbox := make(chan int, room)
		counted := make(chan int)
		go count(inbox, counted)
		c.start()
		for i := 0; i < items; i++ {
			inbox <- i
		}
		close(inbox)
		c.stop(<-counted, items)
	}
}

type pong struct{}
type ping struct{ from chan<- pong }

func pingPong(c *clock) {
	pings := make(chan ping, 1)
	pongs := make(chan pong, 1)
	go func() {
		for message := range pings {
			message.from <- pong{}
		}
	}()
	for c.more() {
		c.start()
		came := 0
		for i := 0; i < strokes; i++ {
			pings <- ping{pongs}
			<-pongs
			came++
		}
		c.stop(came, strokes)
	}
}

func ring(c *clock) {
	first := make(chan int, 1)
	last := first
	for i := 1; i < size; i++ {
		inbox, next := last, make(chan int, 1)
		go func() {
			for token := range inbox {
				next <- token + 1
			}
		}()
		last = next
	}
	for c.more() {
		c.start()
		token := 0
		for i := 0; i < laps; i++ {
			first <- token + 1
			token = <-last
		}
		c.stop(token, laps*size)
	}
}

func fanIn(c *clock) {
	for c.more() {
		inbox := make(chan int, room)
		counted := make(chan int)
		begin := make(chan struct{})
		var producing sync.WaitGroup
		producing.Add(producers)
		for i := 0; i < producers; i++ {
			go func() {
				<-begin
				for i := 0; i < each; i++ {
					inbox <- i
				}
				producing.Done()
			}()
		}
		go count(inbox, counted)
		c.start()
		close(begin)
		producing.Wait()
		close(inbox)
		c.stop(<-counted, producers*each)
	}
}

// idle prints the memory that a second crowd takes, when the first has warmed everything up.
func idle() {
	var alive sync.WaitGroup
	before := 0
	var all [][]chan hello
	for i := 0; i < 2; i++ {
		before = resident()
		all = append(all, spawn(crowd, true, &alive))
	}
	fmt.Printf("idle %.1f bytes\n", float64(resident()-before)/crowd)
	runtime.KeepAlive(all)
}

// resident returns the bytes of memory this process has, when all garbage is given back.
func resident() int {
	debug.FreeOSMemory()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		panic(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	return number(strings.Fields(rest)[0]) * 1024
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	warmUp := time.Duration(number(os.Args[2])) * time.Millisecond
	c := &clock{question: os.Args[1], warm: time.Now().Add(warmUp), rounds: number(os.Args[3])}
	switch c.question {
	case "spawn":
		spawning(c, false)
	case "first":
		spawning(c, true)
	case "signal":
		signal(c)
	case "ping-pong":
		pingPong(c)
	case "ring":
		ring(c)
	case "fan-in":
		fanIn(c)
	case "idle":
		idle()
	default:
		panic("no question " + c.question)
	}
}
