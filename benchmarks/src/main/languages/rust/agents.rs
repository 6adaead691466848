//! The questions of `./bench --languages`, asked of tokio's tasks and bounded channels.
//!
//! `agents QUESTION WARM-UP-MILLISECONDS ROUNDS`

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{channel, Receiver, Sender};
use tokio::sync::{watch, Notify};
use tokio::task::JoinHandle;

const CHILDREN: usize = 20_000;
const ITEMS: usize = 200_000;
const STROKES: usize = 100_000;
const SIZE: usize = 1000;
const LAPS: usize = 100;
const PRODUCERS: usize = 1000;
const EACH: usize = 100;
const CROWD: usize = 200_000;

/// That of our mailboxes.
const ROOM: usize = 1000;

/// Lets a program warm up, then measures some rounds and prints each.
struct Clock {
    question: String,
    warm: Instant,
    rounds: usize,
    begin: Instant,
}

impl Clock {
    fn more(&self) -> bool {
        self.rounds > 0
    }

    fn start(&mut self) {
        self.begin = Instant::now();
    }

    fn stop(&mut self, counted: usize, expected: usize) {
        let took = self.begin.elapsed();
        assert_eq!(counted, expected);
        if self.begin > self.warm {
            let nanos = took.as_nanos() as f64 / expected as f64;
            println!("{} {:.2} ns", self.question, nanos);
            self.rounds -= 1;
        }
    }
}

/// How many children have not handled their hello.
#[derive(Debug)]
struct Open {
    children: AtomicUsize,
    none: Notify,
}

type Hello = Arc<Open>;

/// Starts a task that handles hellos until its sender is gone.
fn spawn() -> (Sender<Hello>, JoinHandle<()>) {
    let (sender, mut inbox) = channel::<Hello>(ROOM);
    let task = tokio::spawn(async move {
        while let Some(open) = inbox.recv().await {
            if open.children.fetch_sub(1, Ordering::AcqRel) == 1 {
                open.none.notify_one();
            }
        }
    });
    (sender, task)
}

async fn spawn_all(count: usize, with_message: bool) -> Vec<(Sender<Hello>, JoinHandle<()>)> {
    let open = Arc::new(Open {
        children: AtomicUsize::new(count),
        none: Notify::new(),
    });
    let mut all = Vec::with_capacity(count);
    for _ in 0..count {
        let (sender, task) = spawn();
        if with_message {
            sender.send(open.clone()).await.unwrap();
        }
        all.push((sender, task));
    }
    if with_message {
        open.none.notified().await;
    }
    all
}

async fn spawning(mut clock: Clock, with_message: bool) {
    while clock.more() {
        clock.start();
        let children = spawn_all(CHILDREN, with_message).await;
        clock.stop(children.len(), CHILDREN);
        for (sender, task) in children {
            drop(sender);
            task.await.unwrap();
        }
    }
}

async fn count(mut inbox: Receiver<usize>) -> usize {
    let mut counted = 0;
    while inbox.recv().await.is_some() {
        counted += 1;
    }
    counted
}

async fn signal(mut clock: Clock) {
    while clock.more() {
        let (sender, inbox) = channel(ROOM);
        let counter = tokio::spawn(count(inbox));
        clock.start();
        for item in 0..ITEMS {
            sender.send(item).await.unwrap();
        }
        drop(sender);
        clock.stop(counter.await.unwrap(), ITEMS);
    }
}

#[derive(Debug)]
struct Pong;

#[derive(Debug)]
struct Ping {
    from: Sender<Pong>,
}

async fn ping_pong(mut clock: Clock) {
    let (pings, mut inbox) = channel::<Ping>(ROOM);
    let (pongs, mut answers) = channel(ROOM);
    tokio::spawn(async move {
        while let Some(ping) = inbox.recv().await {
            ping.from.send(Pong).await.unwrap();
        }
    });
    while clock.more() {
        clock.start();
        let mut came = 0;
        for _ in 0..STROKES {
            let from = pongs.clone();
            pings.send(Ping { from }).await.unwrap();
            answers.recv().await.unwrap();
            came += 1;
        }
        clock.stop(came, STROKES);
    }
}

async fn ring(mut clock: Clock) {
    let (first, mut last) = channel(ROOM);
    for _ in 1..SIZE {
        let (next, following) = channel(ROOM);
        let mut inbox = std::mem::replace(&mut last, following);
        tokio::spawn(async move {
            while let Some(token) = inbox.recv().await {
                if next.send(token + 1).await.is_err() {
                    break; // the program ends
                }
            }
        });
    }
    while clock.more() {
        clock.start();
        let mut token = 0;
        for _ in 0..LAPS {
            first.send(token + 1).await.unwrap();
            token = last.recv().await.unwrap();
        }
        clock.stop(token, LAPS * SIZE);
    }
}

async fn fan_in(mut clock: Clock) {
    while clock.more() {
        let (sender, inbox) = channel(ROOM);
        let (begin, begun) = watch::channel(());
        for _ in 0..PRODUCERS {
            let (sender, mut begun) = (sender.clone(), begun.clone());
            tokio::spawn(async move {
                begun.changed().await.unwrap();
                for item in 0..EACH {
                    sender.send(item).await.unwrap();
                }
            });
        }
        drop(sender);
        let counter = tokio::spawn(count(inbox));
        clock.start();
        begin.send(()).unwrap();
        clock.stop(counter.await.unwrap(), PRODUCERS * EACH);
    }
}

/// Prints the memory that a second crowd takes, when the first has warmed everything up.
async fn idle() {
    let mut before = 0;
    let mut all = Vec::new();
    for _ in 0..2 {
        before = resident();
        all.push(spawn_all(CROWD, true).await);
    }
    println!("idle {:.1} bytes", (resident() - before) as f64 / CROWD as f64);
}

/// The bytes of memory this process has.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    let kilobytes: usize = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kilobytes * 1024
}

async fn answer(clock: Clock) {
    match clock.question.as_str() {
        "spawn" => spawning(clock, false).await,
        "first" => spawning(clock, true).await,
        "signal" => signal(clock).await,
        "ping-pong" => ping_pong(clock).await,
        "ring" => ring(clock).await,
        "fan-in" => fan_in(clock).await,
        "idle" => idle().await,
        other => panic!("no question {}", other),
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let begin = Instant::now();
    let clock = Clock {
        question: arguments[1].clone(),
        warm: begin + Duration::from_millis(arguments[2].parse().unwrap()),
        rounds: arguments[3].parse().unwrap(),
        begin,
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    // In a task: the thread of main is not one of the workers.
    runtime.block_on(async { tokio::spawn(answer(clock)).await.unwrap() });
}
