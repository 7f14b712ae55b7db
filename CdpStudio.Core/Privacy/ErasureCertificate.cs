namespace CdpStudio.Core.Privacy;

/// <summary>What an erasure removed, what a look at every store found afterwards, and what is not in the product's hands. Names nobody.</summary>
/// <param name="Version">One more when what a reader knows no longer holds; what is added leaves it as it is.</param>
/// <param name="Found">Whether anybody had the identifier. If not, what named it was removed all the same.</param>
/// <param name="Identifiers">How many the person had.</param>
/// <param name="Fact">The erasure's number in the log; null without one.</param>
/// <param name="Suppressed">What comes later about the person is refused too.</param>
/// <param name="Database">Such as <c>Sqlite</c>.</param>
/// <param name="Parts">One of each <see cref="Kernel.PersonalPart"/>, in their order.</param>
/// <param name="Cleared">See <see cref="ErasedCopy"/>.</param>
/// <param name="Awaiting">See <see cref="AwaitedCopy"/>.</param>
public sealed record ErasureCertificate(
    int Version,
    DateTimeOffset ErasedAt,
    DateTimeOffset CheckedAt,
    bool Found,
    int Identifiers,
    long? Fact,
    bool Suppressed,
    string Database,
    IReadOnlyList<ErasedPart> Parts,
    IReadOnlyList<string> Cleared,
    IReadOnlyList<string> Awaiting)
{
    public const int Current = 1;
}

/// <param name="Removed">Rows or files that were removed or emptied.</param>
/// <param name="Left">Items that were found when it was looked for again: 0, or the erasure failed.</param>
public sealed record ErasedPart(string Part, long Removed, long Left);

/// <summary>Copies that an erasure cleared beside the tables: added to and never renamed.</summary>
public static class ErasedCopy
{
    /// <summary>Of the audience engine.</summary>
    public const string Snapshots = "snapshots";

    /// <summary>SQLite's log of writes.</summary>
    public const string WriteAheadLog = "writeAheadLog";

    /// <summary>Of the database, made before it was migrated.</summary>
    public const string MigrationCopies = "migrationCopies";
}

/// <summary>What may hold values of the person for some time, and when that ends: added to and never renamed.</summary>
public static class AwaitedCopy
{
    /// <summary>Memory of running processes, until their next start. Nobody is shown it and it is not written.</summary>
    public const string Restart = "restart";

    /// <summary>Dead rows of the database, until it vacuums or cleans them up.</summary>
    public const string Vacuum = "vacuum";

    /// <summary>The database server's log, until it is recycled.</summary>
    public const string LogRecycling = "logRecycling";

    /// <summary>Backups, until they expire. One that is restored has to be followed by the same erasure.</summary>
    public const string Backups = "backups";

    /// <summary>Files of imports that are not finished; their rows about the person are refused.</summary>
    public const string UnfinishedImports = "unfinishedImports";
}
