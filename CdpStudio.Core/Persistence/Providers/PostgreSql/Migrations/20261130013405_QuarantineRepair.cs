using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class QuarantineRepair : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_QuarantinedMessage_Reason_Id",
                table: "QuarantinedMessage");

            migrationBuilder.AddColumn<long>(
                name: "Discarded",
                table: "SourceHour",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "DecidedAt",
                table: "QuarantinedMessage",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<Guid>(
                name: "Discard",
                table: "QuarantinedMessage",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Field",
                table: "QuarantinedMessage",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Kind",
                table: "QuarantinedMessage",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "QuarantinedAt",
                table: "QuarantinedMessage",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "Replay",
                table: "QuarantinedMessage",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "State",
                table: "QuarantinedMessage",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "Quarantined",
                table: "Inbox",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "QuarantineRepair",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<int>(type: "integer", nullable: true),
                    Source = table.Column<int>(type: "integer", nullable: true),
                    Ids = table.Column<string>(type: "text", maxLength: -1, nullable: true),
                    LastId = table.Column<long>(type: "bigint", nullable: false),
                    Rule = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    By = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Job = table.Column<Guid>(type: "uuid", nullable: false),
                    Messages = table.Column<long>(type: "bigint", nullable: false),
                    Stored = table.Column<long>(type: "bigint", nullable: false),
                    Duplicate = table.Column<long>(type: "bigint", nullable: false),
                    Kept = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuarantineRepair", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_QuarantinedMessage_State_Reason_Id",
                table: "QuarantinedMessage",
                columns: new[] { "State", "Reason", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_QuarantinedMessage_State_Source_Reason",
                table: "QuarantinedMessage",
                columns: new[] { "State", "Source", "Reason" });

            migrationBuilder.CreateIndex(
                name: "IX_QuarantineRepair_Reason_Source_Version",
                table: "QuarantineRepair",
                columns: new[] { "Reason", "Source", "Version" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "QuarantineRepair");

            migrationBuilder.DropIndex(
                name: "IX_QuarantinedMessage_State_Reason_Id",
                table: "QuarantinedMessage");

            migrationBuilder.DropIndex(
                name: "IX_QuarantinedMessage_State_Source_Reason",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "Discarded",
                table: "SourceHour");

            migrationBuilder.DropColumn(
                name: "DecidedAt",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "Discard",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "Field",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "QuarantinedAt",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "Replay",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "State",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "Quarantined",
                table: "Inbox");

            migrationBuilder.CreateIndex(
                name: "IX_QuarantinedMessage_Reason_Id",
                table: "QuarantinedMessage",
                columns: new[] { "Reason", "Id" });
        }
    }
}
