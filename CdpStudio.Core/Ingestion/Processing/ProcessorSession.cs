using CdpStudio.Core.Facts;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>What the holder of the lease knows. Given up whole when the lease or a commit is in doubt.</summary>
internal sealed record ProcessorSession(ProcessorLease Lease, IdentityState Identity, SeenMessages Seen);
