namespace CdpStudio.Web.Messaging;

/// <summary>Marks the texts of this folder.</summary>
public sealed class MessagingTexts;
