using CdpStudio.Core.Governance.Consent;

namespace CdpStudio.Web.Messaging;

/// <param name="Proof">How the person said it; one of <see cref="Core.Messaging.Consent.ConsentProof.Recorded"/>.</param>
/// <param name="ProofText">What was shown or signed; empty for nothing more.</param>
/// <param name="SaidOn">The day on which the person said it, such as 2026-11-24; empty when that is the moment of the call.</param>
public sealed record ConsentAnswer(ConsentState State, ConsentPlace Place, string Proof, string ProofText, string SaidOn);
