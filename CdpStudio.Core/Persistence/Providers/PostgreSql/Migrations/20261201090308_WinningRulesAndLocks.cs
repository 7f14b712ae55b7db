using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class WinningRulesAndLocks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Ranking",
                table: "DeclaredAttribute",
                type: "text",
                maxLength: -1,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Wins",
                table: "DeclaredAttribute",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "AttributeLock",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Profile = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    LetsGo = table.Column<bool>(type: "boolean", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AttributeLock", x => x.Id);
                });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "AGE",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "AVATAR",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "BIRTHDAY",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "CREATEDAT",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "DESCRIPTION",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "EMAIL",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "FIRSTNAME",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "GENDER",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "GROUP_ID",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "GROUP.CREATEDAT",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "ID",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "LASTNAME",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "NAME",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "PHONE",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "TITLE",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "USERNAME",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.UpdateData(
                table: "DeclaredAttribute",
                keyColumn: "Key",
                keyValue: "WEBSITE",
                columns: new[] { "Ranking", "Wins" },
                values: new object[] { null, 0 });

            migrationBuilder.CreateIndex(
                name: "IX_AttributeLock_Profile",
                table: "AttributeLock",
                column: "Profile");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AttributeLock");

            migrationBuilder.DropColumn(
                name: "Ranking",
                table: "DeclaredAttribute");

            migrationBuilder.DropColumn(
                name: "Wins",
                table: "DeclaredAttribute");
        }
    }
}
