%% The questions of ./bench --languages, asked of Erlang's processes.
%%
%%   erl -noshell -run agents main QUESTION WARM-UP-MILLISECONDS ROUNDS
-module(agents).
-export([main/1]).

-define(CHILDREN, 20000).
-define(ITEMS, 200000).
-define(STROKES, 100000).
-define(SIZE, 1000).
-define(LAPS, 100).
-define(PRODUCERS, 1000).
-define(EACH, 100).
-define(CROWD, 200000).

main([Question, WarmUp, Rounds]) ->
    Warm = now_nanos() + list_to_integer(WarmUp) * 1000000,
    Clock = {Question, Warm, list_to_integer(Rounds)},
    case Question of
        "spawn" -> spawning(Clock, false);
        "first" -> spawning(Clock, true);
        "signal" -> signal(Clock);
        "ping-pong" -> ping_pong(Clock);
        "ring" -> ring(Clock);
        "fan-in" -> fan_in(Clock);
        "idle" -> idle()
    end,
    init:stop().

%% Lets a program warm up, then measures some rounds and prints all of them. Run returns what it
%% counted; After takes away what a round has left, outside of the time.
measure(Clock, Expected, Run) ->
    measure(Clock, Expected, Run, fun() -> ok end).

measure({Question, Warm, Rounds}, Expected, Run, After) ->
    Times = rounds(Warm, Rounds, Expected, Run, After),
    [io:format("~s ~.2f ns~n", [Question, Time / Expected]) || Time <- Times].

rounds(_, 0, _, _, _) ->
    [];
rounds(Warm, Left, Expected, Run, After) ->
    Begin = now_nanos(),
    Expected = Run(),
    Time = now_nanos() - Begin,
    After(),
    case Begin > Warm of
        true -> [Time | rounds(Warm, Left - 1, Expected, Run, After)];
        false -> rounds(Warm, Left, Expected, Run, After)
    end.

now_nanos() ->
    erlang:monotonic_time(nanosecond).

%% Handles hellos until it is stopped.
child() ->
    receive
        {hello, Open, Parent} ->
            case atomics:sub_get(Open, 1, 1) of
                0 -> Parent ! all_greeted;
                _ -> ok
            end,
            child();
        stop ->
            ok
    end.

spawn_all(Count, false) ->
    [spawn(fun child/0) || _ <- lists:seq(1, Count)];
spawn_all(Count, true) ->
    Open = atomics:new(1, []),
    atomics:put(Open, 1, Count),
    Hello = {hello, Open, self()},
    Children = [spawn_greeted(Hello) || _ <- lists:seq(1, Count)],
    receive all_greeted -> Children end.

spawn_greeted(Hello) ->
    Child = spawn(fun child/0),
    Child ! Hello,
    Child.

spawning(Clock, WithMessage) ->
    Before = erlang:system_info(process_count),
    Run = fun() ->
        Children = spawn_all(?CHILDREN, WithMessage),
        put(children, Children),
        length(Children)
    end,
    After = fun() ->
        [Child ! stop || Child <- erase(children)],
        await_processes(Before)
    end,
    measure(Clock, ?CHILDREN, Run, After).

await_processes(Most) ->
    case erlang:system_info(process_count) of
        Now when Now > Most -> erlang:yield(), await_processes(Most);
        _ -> ok
    end.

%% Counts what comes from some producers until each has said that it is done.
counter(Producers, Main) ->
    counter(Producers, Producers, 0, Main).

counter(Producers, 0, Counted, Main) ->
    Main ! {counted, Counted},
    counter(Producers, Main);
counter(Producers, Open, Counted, Main) ->
    receive
        item -> counter(Producers, Open, Counted + 1, Main);
        done -> counter(Producers, Open - 1, Counted, Main)
    end.

produce(Counter, 0) ->
    Counter ! done;
produce(Counter, Left) ->
    Counter ! item,
    produce(Counter, Left - 1).

signal(Clock) ->
    Main = self(),
    Counter = spawn(fun() -> counter(1, Main) end),
    measure(Clock, ?ITEMS, fun() ->
        produce(Counter, ?ITEMS),
        receive {counted, Counted} -> Counted end
    end).

ping_pong(Clock) ->
    Ponger = spawn(fun ponger/0),
    measure(Clock, ?STROKES, fun() -> play(Ponger, ?STROKES, 0) end).

ponger() ->
    receive {ping, From} -> From ! pong end,
    ponger().

play(_, 0, Came) ->
    Came;
play(Ponger, Left, Came) ->
    Ponger ! {ping, self()},
    receive pong -> play(Ponger, Left - 1, Came + 1) end.

ring(Clock) ->
    First = lists:foldl(
        fun(_, Next) -> spawn(fun() -> pass(Next) end) end, self(), lists:seq(2, ?SIZE)),
    measure(Clock, ?LAPS * ?SIZE, fun() -> laps(First, ?LAPS, 0) end).

pass(Next) ->
    receive {token, Hops} -> Next ! {token, Hops + 1} end,
    pass(Next).

laps(_, 0, Hops) ->
    Hops;
laps(First, Left, Hops) ->
    First ! {token, Hops + 1},
    receive {token, Now} -> laps(First, Left - 1, Now) end.

fan_in(Clock) ->
    Main = self(),
    Counter = spawn(fun() -> counter(?PRODUCERS, Main) end),
    Producers = [spawn(fun() -> producer(Counter) end) || _ <- lists:seq(1, ?PRODUCERS)],
    measure(Clock, ?PRODUCERS * ?EACH, fun() ->
        [Producer ! start || Producer <- Producers],
        receive {counted, Counted} -> Counted end
    end).

producer(Counter) ->
    receive start -> produce(Counter, ?EACH) end,
    producer(Counter).

%% Prints the memory that a second crowd takes, when the first has warmed everything up.
idle() ->
    First = spawn_all(?CROWD, true),
    Before = resident(),
    Second = spawn_all(?CROWD, true),
    io:format("idle ~.1f bytes~n", [(resident() - Before) / ?CROWD]),
    [Child ! stop || Child <- First ++ Second].

%% The bytes of memory this process of the system has.
resident() ->
    erlang:garbage_collect(),
    {ok, Status} = file:read_file("/proc/self/status"),
    {match, [Kilobytes]} = re:run(Status, "VmRSS:\\s+(\\d+)", [{capture, all_but_first, list}]),
    list_to_integer(Kilobytes) * 1024.
