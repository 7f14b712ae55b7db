namespace CdpStudio.Benchmarks.Peers.Databases;

/// <summary>Forms for databases that find a profile's events in an index: PostgreSQL and SQLite.</summary>
internal static class LookingUp
{
    private const string Ago = FifteenRules.Ago;

    private static readonly Dictionary<int, string[]> s_forms = new()
    {
        [5] = [$"SELECT id FROM profiles p WHERE consent_email=1 AND NOT EXISTS (SELECT 1 FROM E e WHERE e.event=4 AND e.profile_id=p.id AND e.ts>{Ago}30))"],
        [11] =
        [
            $"""
            SELECT id FROM profiles p WHERE ((country IN (1,2,3,5,9,12) AND plan<>1) OR (ltv>=5000 AND tier IS NOT NULL))
            AND EXISTS (SELECT 1 FROM E e WHERE e.event=7 AND e.profile_id=p.id AND e.ts>{Ago}14))
            AND NOT EXISTS (SELECT 1 FROM E e WHERE e.event=9 AND e.profile_id=p.id AND e.ts>{Ago}14))
            AND ((SELECT count(*) FROM E e WHERE e.event=4 AND e.profile_id=p.id AND e.ts>{Ago}60))>=2
            OR (SELECT count(*) FROM E e WHERE e.event=1 AND e.profile_id=p.id AND e.ts>{Ago}30))>=20)
            """,
        ],
        [13] = [$"SELECT id FROM profiles p WHERE NOT EXISTS (SELECT 1 FROM E e WHERE e.profile_id=p.id AND e.ts>{Ago}60))"],
        [15] = ["SELECT id FROM profiles p WHERE EXISTS (SELECT 1 FROM E e WHERE e.event=9 AND e.profile_id=p.id AND e.ts>=p.signup_ts AND e.ts<p.signup_ts+2592000)"],
    };

    public static IReadOnlyList<string> Forms(PeerRule rule) => s_forms.GetValueOrDefault(rule.Number, []);
}
