namespace CdpStudio.Benchmarks.Peers.Databases;

/// <summary>
/// DuckDB with our own idea of a layout: a row for everybody, and in it the times of each type of event as one sorted list, so that
/// "three in 90 days" is one look at the third last. Such rows are for reading only: to append is to write the row again.
/// </summary>
internal sealed class DuckDbLists(DuckDb duck) : IPeer
{
    private const string Ago = FifteenRules.Ago;
    private const int PeopleAtOnce = 250_000;

    // t: times; a, c and p: amounts, categories and products beside them. Numbers are the types of events.
    private static readonly Dictionary<int, string[]> s_forms = new()
    {
        [3] = [$"lists WHERE t9[-3]>{Ago}90)"],
        [4] = Each("lists WHERE t9[-2]>CUT AND list_sum(a9)>=50000 AND list_sum(LAST)>=50000", "a9", "t9", 90),
        [5] = [$"lists WHERE consent_email=1 AND coalesce(t4[-1],0)<={Ago}30)", $"lists WHERE consent_email=1 AND (t4[-1]>{Ago}30)) IS NOT TRUE"],
        [6] = ["lists WHERE list_avg(a9)>8000", "lists WHERE list_sum(a9)>8000*len(a9)"],
        [7] = [$"lists WHERE t9[-1]<={Ago}60)"],
        // Of each order how far the last view before it lies behind what is early enough.
        [8] = [$"lists WHERE t9[-1]>{Ago}180) AND t2[-1]>{Ago}180) AND list_max(list_transform(t9, lambda b: CASE WHEN b>{Ago}180) THEN list_max(list_filter(t2, lambda a: a<b))-greatest(b-604800, {Ago}180)+1) END))>=0"],
        [9] = Each("lists WHERE t2[-5]>CUT AND list_unique(LAST)>=5", "p2", "t2", 90),
        // Of those as frequent as the first, the one that was seen last: count, place from the end and category in one number.
        [10] = Each(
            "(SELECT id, LAST AS f FROM lists WHERE t2[-1]>CUT AND list_contains(c2, 8)) x WHERE list_contains(f, 8) AND list_max(list_transform(list_distinct(f), lambda y: (len(list_filter(f, lambda z: z=y))*100000-list_position(list_reverse(f), y))*100+y))%100=8",
            "c2", "t2", 365),
        [11] = [$"lists WHERE ((country IN (1,2,3,5,9,12) AND plan<>1) OR (ltv>=5000 AND tier IS NOT NULL)) AND t7[-1]>{Ago}14) AND coalesce(t9[-1],0)<={Ago}14) AND (t4[-2]>{Ago}60) OR t1[-20]>{Ago}30))"],
        [12] = Each("lists WHERE t1[-3]>CUT AND list_contains(c1, 7) AND len(list_filter(LAST, lambda x: x=7))>=3", "c1", "t1", 180),
        [13] =
        [
            $"lists WHERE {string.Join(" AND ", Types.Select(type => $"coalesce(t{type}[-1],0)<={Ago}60)"))}",
            $"lists WHERE coalesce(greatest({string.Join(',', Types.Select(type => $"t{type}[-1]"))}),0)<={Ago}60)",
        ],
        [14] = Each("lists WHERE t9[-1]>CUT AND list_sum(a9)>=65000 AND list_sum(LAST)>=65000", "a9", "t9", 365),
        [15] =
        [
            "lists WHERE len(list_filter(t9, lambda x: x>=signup_ts AND x<signup_ts+2592000))>0",
            "lists WHERE t9[1]<signup_ts+2592000 AND (t9[1]>=signup_ts OR len(list_filter(t9, lambda x: x>=signup_ts AND x<signup_ts+2592000))>0)",
        ],
    };

    public string Version => DuckDb.Version;

    private static IEnumerable<int> Types => Enumerable.Range(1, ShopPeople.EventNames.Length - 1);

    /// <param name="duck">With <c>profiles</c> and <c>events_p</c>.</param>
    public static DuckDbLists Load(DuckDb duck)
    {
        var times = Types.Select(type => $"list(ts ORDER BY ts) FILTER (WHERE event={type}) AS t{type}");
        var lists = string.Join(", ", [.. times, Values("amount", 9, "a9"), Values("category", 1, "c1"), Values("category", 2, "c2"), Values("product_id", 2, "p2")]);
        var people = duck.Number("SELECT max(id) FROM profiles");
        for (var first = 1; first <= people; first += PeopleAtOnce)
        {
            // DuckDB keeps lists in the making in memory, whatever its limit.
            var some = $"BETWEEN {first} AND {first + PeopleAtOnce - 1}";
            duck.Run($"""
                {(first == 1 ? "CREATE TABLE lists AS" : "INSERT INTO lists")}
                SELECT * EXCLUDE profile_id FROM profiles p LEFT JOIN (SELECT profile_id, {lists} FROM events_p WHERE profile_id {some} GROUP BY profile_id) l ON l.profile_id=p.id
                WHERE id {some} ORDER BY id
                """);
        }

        return new DuckDbLists(duck);
    }

    public IReadOnlyList<string> Forms(PeerRule rule) => [.. s_forms.GetValueOrDefault(rule.Number, []).Select(form => $"SELECT id FROM {form}")];

    public Task<long> NumberAsync(string sql) => Task.FromResult(duck.Number(sql));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Values(string column, int type, string name) => $"list({column} ORDER BY ts) FILTER (WHERE event={type}) AS {name}";

    /// <summary>The values of the last days (<c>LAST</c>) by the time beside each, and by their number from the end.</summary>
    private static string[] Each(string form, string values, string times, int days)
    {
        var cut = $"{Ago}{days})";
        string[] last = [$"list_filter({values}, lambda v, i: {times}[i]>{cut})", $"{values}[-len(list_filter({times}, lambda t: t>{cut})):]"];
        return [.. last.Select(some => form.Replace("LAST", some, StringComparison.Ordinal).Replace("CUT", cut, StringComparison.Ordinal))];
    }
}
