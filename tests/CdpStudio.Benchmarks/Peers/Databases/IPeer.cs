namespace CdpStudio.Benchmarks.Peers.Databases;

/// <summary>A database that holds the shop, as one column of the table shows it.</summary>
internal interface IPeer : IAsyncDisposable
{
    string Version { get; }

    /// <summary>Ways of asking for the members' numbers, as <c>id</c>; none where its layout has none for the rule.</summary>
    IReadOnlyList<string> Forms(PeerRule rule);

    /// <summary>The one number that a query answers.</summary>
    Task<long> NumberAsync(string sql);
}

/// <summary>A peer that is not here, or does not start: it is named and gets a column of dashes.</summary>
internal sealed class PeerUnavailableException(string message) : Exception(message);
