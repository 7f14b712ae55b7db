using CdpStudio.Core.Messaging.Email;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging;

/// <summary>What became of a mail, in the reader's language where the product says it, and in the server's words where the server does.</summary>
public sealed class ReplyWords(IStringLocalizer<MessagingTexts> texts)
{
    public string Of(string reply) => OwnReplies.Read(reply) is { } own ? texts[$"Reply.{own.Reply}", own.Detail] : reply;
}
