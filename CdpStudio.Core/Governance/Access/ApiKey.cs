namespace CdpStudio.Core.Governance.Access;

public readonly record struct ApiKeyId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>What a program signs in with. Its text is shown once; here is only what recognises it.</summary>
public sealed class ApiKey
{
    public ApiKeyId Id { get; init; } = new(Guid.CreateVersion7());

    public required string Name { get; init; }

    /// <summary>The first letters, to tell keys apart in a list; empty where they would give too much of the key away.</summary>
    public required string Beginning { get; init; }

    /// <summary>SHA-256 of the text. Enough without a salt, because a key has 256 random bits.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Some of <see cref="Permission.Scopes"/>.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the minute; null before the first use.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
