using CdpStudio.Core.Governance.Consent;

namespace CdpStudio.Web.Messaging;

/// <param name="Proof">How the person said it; one of <see cref="Core.Messaging.Consent.ConsentProof.Recorded"/>.</param>
public sealed record ConsentAnswer(ConsentState State, string Proof);
